"""Languages by their tags: which there are, how they call themselves, and how they are written."""

import pytest

from press.articles import speech
from press.ground import language, lettering


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"), ("tg-Arab", "rtl"), ("ku-Arab-IQ", "rtl"), ("prs", "rtl"), ("pa-PK", "rtl"), ("pnb", "rtl"), ("en", "ltr"),
        ("tg", "ltr"), ("az-Latn-IR", "ltr"), ("ks-Deva", "ltr"), ("bxr", "ltr"), ("xx", "ltr"), ("en-x-any", "ltr"),
    ],
)  # fmt: skip
def test_a_language_runs_as_its_script_does(tag: str, direction: str) -> None:
    assert language.direction(tag) == direction


@pytest.mark.parametrize("tag", ["prs", "crh", "bxr", "tg-Arab", "zh-Hant-TW", "es-419", "ca-valencia", "zh-419"])
def test_a_registered_language_is_known_be_there_a_locale_or_not(tag: str) -> None:
    assert language.is_known(tag)


@pytest.mark.parametrize("tag", ["xx", "cz", "ua", "jp", "und", "root", "en-Xxxx", "en-XX", "xx-Arab"])
def test_what_nobody_registered_is_no_language(tag: str) -> None:
    assert not language.is_known(tag)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("tg", "Тоҷикӣ"), ("tg-Cyrl", "Тоҷикӣ"), ("tg-Arab", "Тоҷикӣ (Арабӣ)"), ("uz-Arab", "اوزبیک (عربی)"),
        ("pt-BR", "Português (Brasil)"), ("prs", "فارسی (افغانستان)"), ("crh", "Crimean Tatar"), ("xx", "Xx"),
    ],
)  # fmt: skip
def test_a_language_calls_itself_by_its_name_and_by_a_script_that_is_not_the_usual_one(tag: str, name: str) -> None:
    assert language.name(tag) == name


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("zh-Hant", "zh_TW"), ("sr-Latn", "sr_RS"), ("prs", "fa_AF"), ("bxr", "bua_RU")],
)
def test_a_language_has_a_territory(tag: str, expected: str) -> None:
    assert language.with_territory(tag) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("en", "en-GB", True), ("prs", "fa", True), ("zh-TW", "zh-Hant-HK", True), ("sr", "sr-Cyrl-ME", True), ("en", "de", False),
        ("uz", "uz-Arab", False), ("kk-CN", "kk", False), ("sr-ME", "sr", False), ("zh-TW", "zh", False), ("pa-PK", "pa", False),
    ],
)  # fmt: skip
def test_one_language_is_one_in_any_country_and_another_in_another_script(one: str, other: str, same: bool) -> None:
    assert language.same(one, other) is language.same(other, one) is same


@pytest.mark.parametrize(
    ("tag", "name", "fits"),
    [
        ("en", "بحر قزوين", False), ("en", "Энергия", False), ("en", "Émile Ó Sé", True), ("en", "2022", True), ("ru", "Энергия", True),
        ("ru", "Water", False), ("fa", "محمد", True), ("sr-Latn", "Вода", False), ("zh-Hant", "裏海", True), ("ja", "カスピ海", True),
        ("ko", "카스피해", True), ("bn", "কাস্পিয়ান", True), ("en", "Gazprom (Газпром)", True), ("xx", "Вода", True),
    ],
)  # fmt: skip
def test_a_name_fits_a_language_in_whose_script_it_is(tag: str, name: str, fits: bool) -> None:
    assert language.fits(tag, name) is fits


RUSSIAN = "Правительство объявило, что строительство плотины продолжится, несмотря на возражения соседних стран региона."
ARABIC = "أعلنت الحكومة اليوم أن بناء السد سيستمر على الرغم من اعتراضات الدول المجاورة التي تشاركها مياه النهر الكبير"
CHINESE = "政府今天宣布，尽管邻国反对，水坝的建设仍将继续进行，工程预计将于明年夏天完工，届时水库将开始蓄水，为当地居民提供电力和灌溉用水，这对农业发展非常重要。"
TRADITIONAL = CHINESE.translate(str.maketrans("尽对国设续进预将于库开为当电这农业发", "盡對國設續進預將於庫開為當電這農業發"))
JAPANESE = "政府は本日、近隣諸国の反対にもかかわらず、ダムの建設を続けると発表した。工事は来年の夏に完了する予定で、その後貯水が始まるとしている。住民は歓迎した。"
KOREAN = "정부는 오늘 이웃 나라들의 반대에도 불구하고 댐 건설을 계속할 것이라고 발표했다. 공사는 내년 여름에 끝날 예정이며 그 뒤에 물을 채우기 시작한다."
PUNJABI = (
    "ਸਰਕਾਰ ਨੇ ਅੱਜ ਐਲਾਨ ਕੀਤਾ ਕਿ ਗੁਆਂਢੀ ਦੇਸ਼ਾਂ ਦੇ ਇਤਰਾਜ਼ ਦੇ ਬਾਵਜੂਦ ਡੈਮ ਦੀ ਉਸਾਰੀ ਜਾਰੀ ਰਹੇਗੀ ਅਤੇ ਕੰਮ ਅਗਲੇ ਸਾਲ ਗਰਮੀਆਂ ਵਿੱਚ ਪੂਰਾ ਹੋਵੇਗਾ ਜਦੋਂ ਪਾਣੀ ਭਰਿਆ ਜਾਵੇਗਾ"
)
TIFINAGH = "ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ ⴰⵢⵜⵎⴰ ⴷ ⵉⵙⵜⵎⴰ ⵖ ⵜⵎⴰⵣⵉⵔⵜ ⵏⵏⵖ ⵜⴰⵎⵇⵔⴰⵏⵜ"
HINDI = "धर्मक्षेत्रे कुरुक्षेत्रे समवेता युयुत्सवः मामकाः पाण्डवाश्चैव किमकुर्वत सञ्जय"
TELUGU = "ధర్మక్షేత్రే కురుక్షేత్రే సమవేతా యుయుత్సవః మామకాః పాండవాశ్చైవ కిమకుర్వత సంజయ"
THAI = "นโม ตสฺส ภควโต อรหโต สมฺมาสมฺพุทฺธสฺส พุทฺธํ สรณํ คจฺฉามิ ธมฺมํ สรณํ คจฺฉามิ"
ENGLISH = "The government said that the building of the dam would go on, whatever the neighbouring countries may say of it."


@pytest.mark.parametrize(
    ("tag", "text", "called"),
    [
        ("en", RUSSIAN, "Cyrillic"), ("en", ARABIC, "Arabic"), ("en", CHINESE, "Chinese"), ("en", TRADITIONAL, "Chinese"),
        ("en", JAPANESE, "Japanese"), ("en", KOREAN, "Korean"), ("en", PUNJABI, "Gurmukhi"), ("ru", ENGLISH, "Latin"),
        ("ru", ARABIC, "Arabic"), ("fa", RUSSIAN, "Cyrillic"), ("uz-Latn", RUSSIAN, "Cyrillic"), ("zh", ENGLISH, "Latin"),
    ],
)  # fmt: skip
def test_a_text_in_letters_in_which_its_language_is_not_written_is_strange(tag: str, text: str, called: str) -> None:
    assert speech.foreign_letters(tag, text) == called


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        *((tag, text) for tag in ("uz", "kk", "az", "tg", "ky", "tk", "ug") for text in (RUSSIAN, ENGLISH, ARABIC)),
        *((tag, text) for tag in ("sr", "sr-ME", "bs") for text in (RUSSIAN, ENGLISH)),
        *((tag, text) for tag in ("zh", "zh-Hans", "zh-Hant", "zh-TW", "yue") for text in (CHINESE, TRADITIONAL)),
        ("pa", PUNJABI), ("pa", ARABIC), ("pa-PK", ARABIC), ("ja", JAPANESE), ("ja", CHINESE), ("ko", KOREAN), ("ko", CHINESE),
        ("fa", ARABIC), ("prs", ARABIC), ("ckb", ARABIC), ("ru", RUSSIAN), ("en", ENGLISH), ("en-GB", ENGLISH), ("xx", ARABIC),
        *((tag, text) for tag in ("crh", "gag", "be", "ro", "mo", "ro-MD") for text in (RUSSIAN, ENGLISH)), ("jv", ARABIC),
        ("lad", ENGLISH), ("iu", ENGLISH), ("kab", TIFINAGH), *((tag, text) for tag in ("sa", "pi") for text in (ENGLISH, HINDI)),
        ("sa", TELUGU), ("pi", THAI), ("en", f"{ENGLISH} “{RUSSIAN}” – {ENGLISH}"), ("en", f"{RUSSIAN} {ENGLISH}"), ("ru", f"{RUSSIAN} {ENGLISH}"),
        ("en", "«Правительство объявило», said the minister."), ("en", "Правительство объявило."), ("ru", "BBC, CNN, NATO."),
        ("vi", "Chính phủ tuyên bố rằng việc xây dựng đập sẽ tiếp tục, bất chấp sự phản đối của các nước láng giềng."),
        ("ru", f"Плотина строится, говорят все. <div class=\"note\">![](https://example.org/{'long/address/' * 20})</div>{RUSSIAN}"),
    ],
)  # fmt: skip
def test_a_text_in_letters_of_its_language_or_with_a_quotation_in_others_is_not(tag: str, text: str) -> None:
    assert speech.foreign_letters(tag, text) == ""


COMMENT = "The letter follows, in Russian, as written by the author."
"""Too short beside a long quotation to decide by its letters."""


@pytest.mark.parametrize(
    "quotation",
    [
        f"> {RUSSIAN}\n> {RUSSIAN}\n> {{: lang=ru }}", f"{RUSSIAN}\n{{: .letter lang='ru' }}", f'<div lang="ru">\n{RUSSIAN}\n\n{RUSSIAN}</div>',
        f"She wrote: <span class=x lang=ru>{RUSSIAN} {RUSSIAN}</span>", f"    {RUSSIAN}\n    {RUSSIAN}", f"\t{RUSSIAN}\n\t{RUSSIAN}",
        f"<table><tr><td>{RUSSIAN}</td><td>{RUSSIAN}</td></tr></table>", f"```\n{RUSSIAN}\n```\n\n    {RUSSIAN}",
        f'<div lang="ru">{RUSSIAN * 20}</div>',
    ],
)  # fmt: skip
def test_marked_passages_code_and_tables_do_not_count_as_letters_of_the_text(quotation: str) -> None:
    assert speech.foreign_letters("en", f"{COMMENT}\n\n{quotation}\n") == ""
    assert speech.foreign_letters("en", quotation) == ""
    assert speech.foreign_letters("en", f"{COMMENT}\n\n{quotation}\n\n{RUSSIAN * 3}\n\n{RUSSIAN * 3}") == "Cyrillic"


def test_a_passage_marked_as_in_the_language_of_the_text_counts_for_it() -> None:
    assert speech.foreign_letters("en", f'<p lang="en">{ENGLISH}</p>\n\n{RUSSIAN}') == ""


def test_many_marks_that_nothing_closes_take_no_quadratic_time() -> None:
    for mark in ('<p lang="ru"> ', "<table>", "< lang=ru ", "\n\n{: lang=ru ", "{: lang=ru "):
        assert speech.foreign_letters("en", f"{RUSSIAN} {mark}" * 5_000) == "Cyrillic"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RUSSIAN, "Cyrl"), (ARABIC, "Arab"), (CHINESE, "Hans"), (TRADITIONAL, "Hant"), (JAPANESE, "Jpan"), (KOREAN, "Kore"),
        (PUNJABI, "Guru"), (ENGLISH, "Latn"), ("“Ça va”", "Latn"),
    ],
)  # fmt: skip
def test_the_letters_tell_the_script(text: str, code: str) -> None:
    assert lettering.scripts(text)[0] == code
