"""Dates in one line."""

import pytest

from press.ground import unbroken
from tests.workshop import Workshop


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Signed on 31_March 2022, or March_31, 2022; not in March 2022."),
        ("en", "<p>On 1_May</p><pre><code>1 May</code></pre><p>and 2_May, as <code>2 May</code>.</p>"),
        ("en-GB", "B1 Marker, 12 marching, 123_May"),
        ("ru", "Подписан 12_августа, в августе 2018"),
        ("de", "Am 31._März, Nr. März"),
        ("fr", "le 1er_mars, le 14_juillet"),
        ("fa", "۳۱_مارس"),
        ("zh", "1 5月"),
        ("tlh", "1 May"),
    ],
)
def test_day_and_month_stay_together(tag: str, text: str) -> None:
    assert unbroken.dates(text.replace("_", " "), tag) == text.replace("_", "\xa0")


def test_pages_have_it_and_feeds_and_data_do_not(workshop: Workshop) -> None:
    workshop.article("2021/one", "It was on 3 May.", date="2021-01-01", summary="On 2 May.")
    workshop.build()
    page = workshop.read("2021/01/one/index.html")
    assert "It was on 3\xa0May." in page
    assert '<p class="standfirst">On 2\xa0May.</p>' in page
    assert '<meta name="description" content="On 2 May.">' in page
    assert "On 2\xa0May." in workshop.read("index.html")
    for path in ("rss.xml", "downloads/archive-2021.jsonl"):
        assert "It was on 3 May." in workshop.read(path), path
        assert "\xa0" not in workshop.read(path), path
