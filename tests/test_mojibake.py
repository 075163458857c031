"""UTF-8 that was once read as Windows-1252: what is found, what is mended, and what is real."""

import pytest

from press.articles import mojibake
from press.articles.mending import mended, publishable
from press.ground.problems import Problem


def garbled(text: str) -> str:
    """Return the UTF-8 of `text` read as Windows-1252, with controls for the bytes that have no sign there."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "“no” … it’s a café – résumé", "‘Élite’ at the École", "Österreich, Übermaß, Ärger", "ÎLE, ÉCOLE, NOËL", "Zoë’s naïve Ångström",
        "привет", "Правительство объявило: «вода»", "№ 5, 20 € and 5 £", "5 km² at 10 °C © §", "škola, Čapek, Łódź, Göttingen",
        "Iași și Timișoara în România", "Việt Nam, Chính phủ, Đồng", "İstanbul, Şanlıurfa, ağaç, hâlâ", "你好，世界", "السلام", "שלום",
        "नमस्ते", "안녕하세요", "a → b", "😀 good", "Gorno-Badakšan", "“Ça va”", "Ó Súilleabháin", "ação, não, São João",
        "one two. Three",
    ],
)  # fmt: skip
def test_what_was_read_wrongly_is_mended_be_it_twice(text: str) -> None:
    assert mended(garbled(text))[0] == text
    assert mended(garbled(garbled(text)))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Âge, Ânes, âge", "À l’ÉCOLE…", "“CAFÉ”", "CAFÉ’s", "le CAFÉ™", "SOCIÉTÉ…", "LIBERTÉ\xa0», ÉGALITÉ\xa0!", "“café”—a", "déjà…”",
        "‘un cliché’”", "“hâlâ…”", "hâlâ”—", "ukalâ’", "«está»…", "¿Por qué…¡Vamos!", "IRMÔ, “MAÇÔ…", "São Paulo, Ã\xa0", "Úžasný",
        "Úžina…", "též”", "znáš…", "máš”—", "Gruß“", "Maß”", "«Â»", "Â\xa0»", "the letter “É”—and “È”", "Ä–Ö", "“Ä–Ö”",
        "CAFɹ²", "É\xadcole", "lé\xad”", "Việt Nam: “đã”…", "Chính phủ à…”", "și „România”…", "HOTĂRÂ”", "Ñ», Ð…, Ø”", "2×½ + 3×¾",
        "Ålesund, Øre, Æ…", "ESPAÑA…", "ÇA»", "Ç’est", "ção”", "«È»…", "perché…»", "città”…", "œuvre, cœur, ŒUVRE", "naïf…”",
        "ß”, ß…", "Îles, É”É”", "français\xa0: «\xa0Ê\xa0»", "Özbekiston", "O‘zbekiston, G‘arb", "Đà Nẵng", "10\xa0%, 5\xa0€",
        "Привет, «мир»…", "ð, þ, Þ…", "100 £ à 5 €", "à 5 €”", "“é” ² ³", "Ó²", "Göteborgs–Ö…", "10 Â km", "à 5 â €", "Gaï »¿Qué",
        "naï»¿Qué?",
    ],
)  # fmt: skip
def test_what_is_real_is_not_touched(text: str) -> None:
    assert list(mojibake.garbles(text)) == []
    assert list(mojibake.garbles(f"{text} {text}\n{text}")) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("He said â€œokâ€ and left.", "He said “ok” and left."), ("â€œokâ€", "“ok”"), ("â€œokâ€, â€œnoâ€.\nx", "“ok”, “no”.\nx"),
        ("okâ€â€”no", "ok”—no"), ("ï»¿---\ntitle: x", "---\ntitle: x"), ("---\nï»¿Ð¿Ñ€ – x", "---\nпр – x"), ("10Â km", "10\xa0km"),
        ("10Â\xa0km, 5Â %", "10\xa0km, 5\xa0%"),
    ],
)  # fmt: skip
def test_what_lost_an_invisible_sign_is_mended_as_well(text: str, meant: str) -> None:
    assert mended(text)[0] == meant
    problems: list[Problem] = []
    publishable(text, "a.md", problems, mend=False)
    assert [problem.warning for problem in problems] == [True]
    assert "was garbled when the text was converted" in problems[0].what


def test_what_is_real_stays_beside_what_was_read_wrongly() -> None:
    assert mended("“CAFÉ” cafÃ© – Ð¿Ñ€")[0] == "“CAFÉ” café – пр"


def test_a_text_of_real_accents_takes_no_quadratic_time() -> None:
    assert mended("É”" * 100_000 + "x")[0] != ""
