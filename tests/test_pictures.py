"""Pictures: their sizes, so that no text jumps, and what is wrong with one, at the line that shows it."""

from pathlib import Path

import pytest
from PIL import Image

from press import pictures
from press.source import File
from tests.workshop import Workshop


def test_a_picture_in_a_text_has_its_size_on_page_and_in_feed(workshop: Workshop) -> None:
    workshop.picture("content/articles/2022/map.png", 640, 480)
    workshop.article("2022/one", "Text.\n\n![A map](map.png)\n\n[The same](map.png)", date="2022-01-01")
    workshop.build()
    image = workshop.page("2022/01/one/index.html").one("//div[@class='text']//img")
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("640", "480", "lazy")
    assert 'width="640" height="480"' in workshop.read("rss.xml")


def test_the_picture_at_the_head_has_its_size_for_readers_and_previews(workshop: Workshop) -> None:
    workshop.picture("content/articles/2022/map.jpg", 300, 200)
    workshop.article("2022/one", date="2022-01-01", image={"src": "map.jpg", "alt": "A map"})
    workshop.build()
    page = workshop.page("2022/01/one/index.html")
    image = page.one("//figure[@class='picture']/img")
    assert (image.get("width"), image.get("height")) == ("300", "200")
    assert page.one("//meta[@property='og:image:width']").get("content") == "300"


def test_a_picture_that_a_camera_turned_is_as_wide_as_it_is_shown(workshop: Workshop) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    place = workshop.picture("turned.jpg", 40, 30, exif=turned)
    assert pictures.measure(File(path="turned.jpg", place=str(place))) == (30, 40)


def test_a_drawing_has_the_size_that_it_is_given(workshop: Workshop) -> None:
    workshop.write("content/articles/2022/map.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    workshop.article("2022/one", "![A map](map.svg)", date="2022-01-01")
    workshop.build()
    assert workshop.page("2022/01/one/index.html").one("//div[@class='text']//img").get("width") is None


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: b"no picture at all", "it is no picture that can be read"),
        (lambda data: data[: len(data) // 2], "it is broken: "),
    ],
    ids=["nonsense", "cut short"],
)
def test_a_broken_picture_is_an_error_at_each_line_that_shows_it(workshop: Workshop, damage, words: str) -> None:  # type: ignore[no-untyped-def]
    place = workshop.picture("content/articles/2022/map.png", 400, 300)
    place.write_bytes(damage(place.read_bytes()))
    workshop.article("2022/one", "Text.\n\n![A map](map.png)", date="2022-01-01", image={"src": "map.png", "alt": ""})
    head, text = workshop.problems()
    assert f'the picture "map.png" cannot be shown: {words}' in head
    assert text.startswith("content/articles/2022/one.md:13:10: the picture")
    workshop.picture("content/articles/2022/map.png", 400, 300)
    assert workshop.problems() == [], "once it is mended"


def test_a_picture_that_would_fill_the_memory_is_refused_unread(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_000)
    place = workshop.picture("large.png", 50, 50)
    place.write_bytes(place.read_bytes()[:60])  # its pixels are not even there
    found = pictures.measure(File(path="large.png", place=str(place)))
    assert found == "it has 50 by 50 pixels, more than 1,000"


def test_a_picture_is_measured_once(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workshop.picture("content/articles/2022/map.png", 640, 480)
    workshop.article("2022/one", "![A map](map.png)", date="2022-01-01")
    workshop.build()
    monkeypatch.setattr(pictures, "measure", lambda file: pytest.fail(f"{file.path} was measured again"))
    workshop.article("2022/one", "![A map](map.png)", date="2022-01-01", title="Another")
    assert workshop.problems() == []
    workshop.picture("content/articles/2022/map.png", 320, 240)
    monkeypatch.undo()
    workshop.build()
    assert 'width="320"' in workshop.read("2022/01/one/index.html")
