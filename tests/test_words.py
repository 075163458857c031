"""The words of the interface: plural forms, dates, and catalogues that agree with each other."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from press import words
from press.dataset import FIELDS
from press.moment import Calendar, Distance, Moment, parse
from press.problems import Problem
from press.subscription import KINDS
from press.words import Words

THEME = Path(__file__).resolve().parent.parent / "theme"


def catalogue(language: str) -> Words:
    found: list[Problem] = []
    read = words.read((THEME / "words" / f"{language}.yaml").read_text(encoding="utf-8"), "x", language, found)
    assert not found
    return read


def moment(text: str) -> Moment:
    found = parse(text, Calendar(zone=ZoneInfo("Asia/Tashkent")))
    assert isinstance(found, Moment)
    return found


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 year earlier"),
        ("en", 13, "13 years earlier"),
        ("ru", 1, "на 1 год раньше"),
        ("ru", 3, "на 3 года раньше"),
        ("ru", 13, "на 13 лет раньше"),
    ],
)
def test_distances_in_words(language: str, count: int, expected: str) -> None:
    assert catalogue(language).distance(Distance(count=count, unit="year", later=False)) == expected


def test_dates_in_words() -> None:
    english, russian = catalogue("en"), catalogue("ru")
    assert english.time(moment("2022-12-13 09:54")) == "13 December 2022, 09:54 (UTC+5)"
    assert english.time(moment("2022-12-13")) == "13 December 2022"
    assert russian.day(date(2022, 12, 13)) == "13 декабря 2022 г."
    assert russian.month(date(2022, 12, 13)) == "декабрь 2022"


@pytest.mark.parametrize("place", sorted((THEME / "words").glob("*.yaml")), ids=lambda place: place.stem)
def test_every_catalogue_has_the_same_keys_and_places(place: Path) -> None:
    assert words.compare(catalogue(place.stem), catalogue("en"), place.name) == []


def test_a_catalogue_that_lacks_a_key_or_has_a_wrong_one_is_reported() -> None:
    found: list[Problem] = []
    model = words.read("home: Home\nby: by {name}\n", "en.yaml", "en", found)
    other = words.read("hom: Casa\nby: di {nome}\n", "it.yaml", "it", found)
    lines = [str(problem) for problem in words.compare(other, model, "it.yaml")]
    assert [line.split(": ", 1)[1] for line in lines] == [
        'the phrase "home" is missing (en.yaml has it)',
        'the phrase "hom" is not in en.yaml (did you mean "home"?)',
        'the phrase "by" has no value for {nome} (remove it)',
    ]


def test_braces_that_do_not_match_are_reported_in_their_line() -> None:
    found: list[Problem] = []
    words.read("home: Home\nby: by {name\ncount: {one: '{', other: '{count}'}\n", "en.yaml", "en", found)
    hint = "close each {place}; write a brace that is text twice: {{"
    assert [str(problem) for problem in found] == [
        f'en.yaml:2:5: the braces of "by" do not match ({hint})',
        f'en.yaml:3:8: the braces of "count" do not match ({hint})',
    ]


def test_every_phrase_is_used_and_every_use_has_a_phrase() -> None:
    code = "".join(place.read_text(encoding="utf-8") for place in Path("press").rglob("*.py"))
    templates = "".join(place.read_text(encoding="utf-8") for place in (THEME / "templates").glob("*"))
    used = set(re.findall(r'words\("([a-z_]+)"', templates + code)) | set(re.findall(r'self\("([a-z_]+)"', code))
    used.discard("feed_of_")  # what follows is the kind of a feed
    used |= {f"feed_of_{kind}" for kind in ("articles", *KINDS)} | {"languages", "digest"}
    used = used - {"data_"} | {f"data_{name}" for name in FIELDS}
    used |= {"dates", "dateline", "dateline_plain", "regions", "tags", "authors"}
    used |= {f"{unit}s_{way}" for unit in ("day", "week", "month", "year") for way in ("earlier", "later")}
    assert used == set(catalogue("en").phrases)
