"""Pictures: their sizes, so that no text jumps, and their problems, at the line that shows them."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from press.edges import pictures
from press.edges.source import File
from press.ground.extent import Unshowable
from tests.workshop import Workshop, files, taking


def measured(place: Path) -> tuple[int, int] | str:
    found = pictures.measure(File(path=place.name, disk_path=str(place)), "mark", str(place.parent))
    return found.why if isinstance(found, Unshowable) else (found.width, found.height)


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
    image = page.one("//figure[@class='picture']//img")
    assert (image.get("width"), image.get("height")) == ("300", "200")
    assert page.one("//meta[@property='og:image:width']").get("content") == "300"


def test_a_picture_that_a_camera_turned_is_as_wide_as_it_is_shown(workshop: Workshop) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    place = workshop.picture("turned.jpg", 40, 30, exif=turned)
    assert measured(place) == (30, 40)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("", ("300", "150")),
        ('viewBox="0 0 100 50"', ("960", "480")),
        ('viewBox="0,0,100,50" width="40mm"', ("151", "76")),
        ('viewBox="0 0 10 20" height="50"', ("25", "50")),
        ('width="12.4px" height=" 8 "', ("12", "8")),
        ('width="100%" height="100%" viewBox="0 0 3 1"', ("960", "320")),
        ('width="0" height="-1" viewBox="0 0 0 0"', ("300", "150")),
    ],
)
def test_a_drawing_has_the_size_that_it_gives(workshop: Workshop, attributes: str, size: tuple[str, str]) -> None:
    workshop.write(
        "content/articles/2022/map.svg", f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'
    )
    workshop.article("2022/one", "![A map](map.svg)", date="2022-01-01")
    workshop.build()
    drawing = workshop.page("2022/01/one/index.html").one("//div[@class='text']//img")
    assert (drawing.get("width"), drawing.get("height")) == size


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html/>", "it is not a readable drawing"),
        ("nonsense", "it is broken: "),
        ('<!DOCTYPE svg [<!ENTITY a "' + "1" * 90 + '"><!ENTITY b "' + "&a;" * 9000 + '">]><svg width="&b;&b;&b;&b;"/>', ""),
    ],
)
def test_a_drawing_that_is_none_is_an_error_and_a_bomb_costs_nothing(workshop: Workshop, data: str, words: str) -> None:
    workshop.write("content/articles/2022/map.svg", data)
    workshop.article("2022/one", "![A map](map.svg)", date="2022-01-01")
    problems = workshop.problems()
    assert (words in problems[0]) if words else len(problems) < 2


XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<script>alert(1)</script>", "it holds <script>, which a browser would run or load"),
        ('<g><script href="x.js"/></g>', "it holds <script>"),
        (f"<foreignObject><h:iframe {XHTML}/></foreignObject>", "it holds <iframe>"),
        (f'<h:meta {XHTML} http-equiv="refresh" content="0"/>', "it holds <meta>"),
        ('<rect onclick="alert(1)"/>', 'its <rect> has "onclick", which a browser would run'),
        ('<a href=" java&#10;script:alert(1)"><text>x</text></a>', 'its <a> has "href"'),
        ('<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="JavaScript:alert(1)"/>', 'its <a> has "href"'),
        ('<a><animate attributeName="href" values="#;javascript:alert(1)"/></a>', 'its <animate> has "values"'),
        ('<use href="data:image/svg+xml,%3Csvg/%3E#x"/>', 'its <use> has "href"'),
        ('<?xml-stylesheet href="x.xsl" type="text/xsl"?>', "it names a style sheet"),
    ],
)
def test_a_drawing_that_would_run_is_an_error(workshop: Workshop, inner: str, words: str) -> None:
    """Opened by itself, it is a page of the site."""
    workshop.write("content/articles/2022/map.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>')
    workshop.article("2022/one", "[A map](map.svg)", date="2022-01-01")
    (problem,) = workshop.problems()
    assert words in problem


def test_a_drawing_of_the_usual_programs_is_shown(workshop: Workshop) -> None:
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
    workshop.write(
        "content/articles/2022/map.svg",
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;" width="9" height="9">'
        "<style>rect { fill: red }</style><defs><g id='a'/></defs><use href='#a'/><a href='https://example.org/'><rect/></a>"
        f"<image href='data:image/png;base64,{dot}'/><foreignObject><p {XHTML[:5]}='http://www.w3.org/1999/xhtml'>Words</p>"
        "</foreignObject><metadata/></svg>",
    )
    workshop.article("2022/one", "![A map](map.svg)", date="2022-01-01")
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: b"no picture at all", "it is not a readable picture"),
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


def test_a_moving_picture_that_is_cut_short_is_broken_like_any_other(workshop: Workshop) -> None:
    frames = [Image.effect_noise((20, 15), 90).convert("P") for _ in range(3)]
    place = workshop.picture("moves.gif")
    frames[0].save(place, save_all=True, append_images=frames[1:])
    place.write_bytes(place.read_bytes()[:1500])
    assert str(measured(place)).startswith("it is broken: ")


def test_a_picture_that_would_fill_the_memory_is_refused_unread(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_000)
    place = workshop.picture("large.png", 50, 50)
    place.write_bytes(place.read_bytes()[:60])  # its pixels are not even there
    assert measured(place) == "it has 50 by 50 pixels, more than 1,000"


def test_a_picture_is_measured_once(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workshop.picture("content/articles/2022/map.png", 640, 480)
    workshop.article("2022/one", "![A map](map.png)", date="2022-01-01")
    workshop.build()
    monkeypatch.setattr(pictures, "measure", lambda file, *_: pytest.fail(f"{file.path} was measured again"))
    workshop.article("2022/one", "![A map](map.png)", date="2022-01-01", title="Another")
    assert workshop.problems() == []
    workshop.picture("content/articles/2022/map.png", 320, 240)
    monkeypatch.undo()
    workshop.build()
    assert 'width="320"' in workshop.read("2022/01/one/index.html")


class TestRenditions:
    """Smaller pictures in WebP, so that a phone does not load what a camera made."""

    def photograph(self, workshop: Workshop, width: int = 2000, height: int = 1000, name: str = "photo.jpg") -> None:
        """Write a picture with enough detail that a smaller copy is a smaller file."""
        picture = Image.effect_noise((width, height), 90).convert("RGB")
        place = workshop.root / "content/articles/2022" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        picture.save(place, quality=95)

    def build(self, workshop: Workshop, **more: Any) -> None:
        workshop.article("2022/one", "![A map](photo.jpg)", date="2022-01-01", image={"src": "photo.jpg", "alt": "A map"})
        workshop.build(**more)

    def renditions(self, workshop: Workshop) -> list[str]:
        return sorted(path for path in workshop.files() if path.endswith(".webp"))

    def test_a_browser_may_choose_on_the_page_and_a_feed_has_the_original(self, workshop: Workshop) -> None:
        self.photograph(workshop)
        self.build(workshop)
        assert self.renditions(workshop) == [f"2022/01/one/photo.{width}.webp" for width in (1440, 480, 960)]
        for image in workshop.page("2022/01/one/index.html").all("//main//img"):
            assert image.get("src") == "/2022/01/one/photo.jpg"
            assert image.get("srcset") == ", ".join(f"/2022/01/one/photo.{width}.webp {width}w" for width in (480, 960, 1440))
            assert image.get("sizes")
        assert "srcset" not in workshop.read("rss.xml")
        original = workshop.root / "content/articles/2022/photo.jpg"
        assert (workshop.site / "2022/01/one/photo.jpg").read_bytes() == original.read_bytes(), "never lost"
        with Image.open(workshop.site / "2022/01/one/photo.480.webp") as copy:
            assert copy.size == (480, 240)

    @pytest.mark.parametrize(
        ("width", "widths"), [(400, []), (700, [480, 700]), (1200, [480, 960, 1200]), (3000, [480, 960, 1440])]
    )
    def test_none_is_larger_than_the_picture(self, workshop: Workshop, width: int, widths: list[int]) -> None:
        self.photograph(workshop, width, 300)
        self.build(workshop)
        assert self.renditions(workshop) == sorted(f"2022/01/one/photo.{one}.webp" for one in widths)

    def test_none_is_taller_than_webp_can_hold(self, workshop: Workshop) -> None:
        self.photograph(workshop, 700, 18_000)
        self.build(workshop)
        assert self.renditions(workshop) == ["2022/01/one/photo.480.webp"]

    def test_what_would_be_no_smaller_file_is_not_published(self, workshop: Workshop) -> None:
        place = workshop.root / "content/articles/2022/photo.jpg"
        place.parent.mkdir(parents=True)
        Image.effect_noise((1200, 400), 90).save(place, quality=10)
        self.build(workshop)
        assert self.renditions(workshop) == ["2022/01/one/photo.480.webp"]
        choice = workshop.page("2022/01/one/index.html").one("//figure[contains(@class, 'picture')]//img").get("srcset")
        assert choice == "/2022/01/one/photo.480.webp 480w, /2022/01/one/photo.jpg 1200w", "the picture itself for larger screens"

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
    def test_every_kind_of_pixels_is_published(self, workshop: Workshop, mode: str) -> None:
        place = workshop.root / "content/articles/2022/photo.jpg"
        place.parent.mkdir(parents=True)
        Image.effect_noise((700, 300), 90).convert(mode).save(place, "JPEG" if mode == "CMYK" else "PNG")
        self.build(workshop)
        assert bool(self.renditions(workshop)) == (mode != "I;16")

    def test_a_copy_keeps_what_is_transparent_and_what_its_colours_mean(self, workshop: Workshop) -> None:
        place = workshop.root / "content/articles/2022/photo.jpg"
        place.parent.mkdir(parents=True)
        noise = Image.effect_noise((700, 300), 90)
        noise.convert("P").save(place, "PNG", transparency=128)
        self.build(workshop)
        with Image.open(workshop.site / "2022/01/one/photo.480.webp") as copy:
            assert copy.mode == "RGBA"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        noise.convert("RGB").save(place, "JPEG", quality=95, icc_profile=profile)
        workshop.build()
        with Image.open(workshop.site / "2022/01/one/photo.480.webp") as copy:
            assert copy.info["icc_profile"] == profile

    def test_a_picture_that_moves_has_none(self, workshop: Workshop) -> None:
        place = workshop.root / "content/articles/2022/photo.jpg"
        place.parent.mkdir(parents=True)
        frames = [Image.effect_noise((700, 300), spread) for spread in (50, 90)]
        frames[0].save(place, "GIF", save_all=True, append_images=frames[1:])
        self.build(workshop)
        assert self.renditions(workshop) == []

    def test_they_are_kept_by_content_and_lost_ones_are_made_again(self, workshop: Workshop) -> None:
        self.photograph(workshop)
        self.build(workshop)
        kept = workshop.root / ".cache/pictures"
        before = workshop.files()
        assert len(list(kept.iterdir())) == 3
        next(kept.iterdir()).unlink()
        (kept / "of-an-older-picture.480.webp").write_bytes(b"")
        workshop.article("2022/two", date="2022-02-01")
        workshop.build()
        assert len(list(kept.iterdir())) == 3
        assert {path: workshop.files()[path] for path in before if path.endswith(".webp")}.items() <= before.items()

    def test_they_are_the_same_without_a_cache_and_with_any_number_of_jobs(self, workshop: Workshop, tmp_path: Path) -> None:
        for number in range(6):
            self.photograph(workshop, 500 + number, 300, name=f"other-{number}.jpg")
        self.photograph(workshop)
        self.build(workshop, jobs=2)
        workshop.build(output=tmp_path / "clean", cache=None)
        assert files(tmp_path / "clean") == workshop.files()

    def test_a_file_of_that_name_is_a_collision(self, workshop: Workshop) -> None:
        self.photograph(workshop)
        workshop.picture("content/articles/2022/photo.480.webp")
        workshop.article("2022/one", "![A map](photo.jpg) ![Another](photo.480.webp)", date="2022-01-01")
        assert "photo.480.webp" in workshop.problems()[0]

    def test_an_unchanged_picture_is_neither_read_nor_written_again(self, workshop: Workshop) -> None:
        self.photograph(workshop)
        self.build(workshop)
        place = workshop.site / "2022/01/one/photo.960.webp"
        stamp = place.stat().st_mtime_ns
        workshop.article("2022/two", date="2022-02-01")
        report = workshop.build()
        assert place.stat().st_mtime_ns == stamp
        assert report.published.unchanged > 3


class TestSocialPicture:
    CONFIG = 'social_picture: {src: /social.png, alt: "The archive"}'

    def test_it_stands_for_pages_without_a_picture(self, workshop: Workshop) -> None:
        workshop.configure(self.CONFIG)
        workshop.picture("content/static/social.png", 1200, 630)
        workshop.picture("content/articles/2022/map.png", 640, 480)
        workshop.article("2022/plain", date="2022-01-01")
        workshop.article("2022/shown", date="2022-01-01", image={"src": "map.png", "alt": "A map"})
        workshop.build()
        for path, address, alt, width in (
            ("index.html", "/social.png", "The archive", "1200"),
            ("2022/01/plain/index.html", "/social.png", "The archive", "1200"),
            ("2022/01/shown/index.html", "/2022/01/shown/map.png", "A map", "640"),
        ):
            page = workshop.page(path)
            assert page.one("//meta[@property='og:image']").get("content") == f"https://test.example.org{address}"
            assert page.one("//meta[@property='og:image:alt']").get("content") == alt
            assert page.one("//meta[@property='og:image:width']").get("content") == width
            assert page.one("//meta[@name='twitter:card']").get("content") == "summary_large_image"

    def test_it_stands_for_what_no_network_shows_large(self, workshop: Workshop) -> None:
        workshop.configure(self.CONFIG)
        workshop.picture("content/static/social.png", 1200, 630)
        workshop.write("content/articles/2022/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"/>')
        workshop.picture("content/articles/2022/low.png", 300, 156)
        workshop.picture("content/articles/2022/least.webp", 300, 157)
        for name in ("map.svg", "low.png", "least.webp"):
            workshop.article(f"2022/{name[:3]}", date="2022-01-01", image={"src": name, "alt": "A map"})
        workshop.build()
        pages = [workshop.page(f"2022/01/{name}/index.html") for name in ("map", "low", "lea")]
        shown = [page.one("//meta[@property='og:image']").get("content").rpartition("/")[2] for page in pages]
        assert shown == ["social.png", "social.png", "least.webp"]
        assert '"image": ["https://test.example.org/2022/01/map/map.svg"]' in pages[0].text, "search engines show it"

    def test_without_one_no_page_claims_to_have_it(self, workshop: Workshop) -> None:
        workshop.build()
        assert workshop.page("index.html").all("//meta[@property='og:image']") == []

    def test_one_that_is_missing_broken_or_elsewhere_is_an_error_at_its_line(self, workshop: Workshop) -> None:
        workshop.configure(self.CONFIG)
        (missing,) = workshop.problems()
        assert missing.startswith('config.yaml:12:23: there is no picture "/social.png"')
        workshop.write("content/static/social.png", b"nonsense")
        (broken,) = workshop.problems()
        assert 'the picture "/social.png" cannot be shown: it is not a readable picture' in broken
        workshop.configure('social_picture: {src: "https://example.org/a.png", alt: x}')
        (elsewhere,) = workshop.problems()
        assert "is not an address of this site" in elsewhere


@pytest.mark.parametrize("encoding", ["foo", "hex", "shift_jis"])
def test_a_drawing_in_an_encoding_that_nobody_reads_is_broken(workshop: Workshop, encoding: str) -> None:
    workshop.write("content/articles/2022/map.svg", f'<?xml version="1.0" encoding="{encoding}"?><svg width="1" height="1"/>')
    workshop.article("2022/one", "![A map](map.svg)", date="2022-01-01")
    assert "it is broken: " in workshop.problems()[0]


def test_a_picture_that_gets_its_right_name_is_read_anew(workshop: Workshop) -> None:
    place = workshop.picture("content/articles/2022/map.png")
    wrong = place.rename(place.with_suffix(".svg"))
    workshop.article("2022/one", "![A map](map.svg)", date="2022-01-01")
    assert len(workshop.problems()) == 1
    wrong.rename(place)
    workshop.article("2022/one", "![A map](map.png)", date="2022-01-01")
    assert workshop.problems() == []


def test_a_picture_that_names_no_file_is_reported(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", image={"alt": "A"})
    assert workshop.problems() == ['content/articles/2021/one.md:8:3: "image.src" is missing (add src: ...)']


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "BMP", "PPM", "ICO"])
def test_only_what_browsers_show_is_a_picture_whatever_its_suffix(tmp_path: Path, kind: str) -> None:
    """PostScript would be run, with Ghostscript where there is one."""
    Image.new("RGB", (64, 48)).save(tmp_path / "a.png", kind)
    assert measured(tmp_path / "a.png") == "it is not a readable picture"


def test_a_full_disk_is_named_and_leaves_no_half_of_a_copy(tmp_path: Path) -> None:
    Image.effect_noise((900, 600), 90).save(tmp_path / "a.png")
    file = File(path="a.png", disk_path=str(tmp_path / "a.png"))
    with taking(100), pytest.raises(OSError, match=r"File too large: .*480\.webp"):
        pictures.measure(file, "digest", str(tmp_path))
    assert list(files(tmp_path)) == ["a.png"]


def test_a_copy_is_written_into_no_file_that_somebody_prepared(tmp_path: Path) -> None:
    Image.effect_noise((900, 600), 90).save(tmp_path / "a.png")
    (tmp_path / "victim").write_text("mine")
    Path(f"{pictures.rendition_path(str(tmp_path), 'digest', 480)}.{os.getpid()}").symlink_to("victim")
    found = pictures.measure(File(path="a.png", disk_path=str(tmp_path / "a.png")), "digest", str(tmp_path))
    assert "digest.480.webp" in pictures.rendition_names(found)
    assert (tmp_path / "victim").read_text() == "mine"
