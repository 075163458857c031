"""What a style sheet loads, and where."""

import gzip

import pytest

from press.edges import sheet
from tests.workshop import PROJECT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a { background: url(a.png) }", ["a.png"]), ("a { b: URL( 'a b.png' ), url(\"c.png\") }", ["a b.png", "c.png"]),
        ('@import "a.css"; @import url(b.css) layer(x);', ["a.css", "b.css"]), ("url()", [""]),
        ("url(a\\ b\\29.png\\ffffff) url('it\\'s.png')", ["a b).png\ufffd", "it's.png"]), ("b { --my-url(x); url: x }", []),
        ("url(\\1F4F7.png) url(\\0.png) url(\\e000.png)", ["\U0001f4f7.png", "\ufffd.png", "\ue000.png"]),
        ("/* url(a.png) */ a::before { content: 'url(b.png)' } /* url(c.png)", []),
        ("@namespace svg url(http://www.w3.org/2000/svg); a { b: url(c.png) }", ["c.png"]),
    ],
)  # fmt: skip
def test_what_it_loads(text: str, expected: list[str]) -> None:
    assert [written.text for written in sheet.loads(text)] == expected


def test_each_is_where_its_address_begins() -> None:
    (written,) = sheet.loads("a {\n  src: url( 'a.png' )\n}")
    assert (written.line, written.column) == (2, 14)


def test_the_style_sheet_is_small() -> None:
    """Under 14 KB compressed, so that it comes with the first packets of a connection (RFC 6928)."""
    sheets = list((PROJECT / "theme").rglob("*.css"))
    assert [place.name for place in sheets] == ["style.css"]
    assert len(gzip.compress(sheets[0].read_bytes())) < 14_000
