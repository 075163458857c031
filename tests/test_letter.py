"""The letter of a week, read as a mail program reads it."""

import email
import re
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner

import build
from press.desk import digest as desk
from press.desk.digest import Letter, Unwritten
from press.ground.problems import Misconfigured, Refused
from tests.workshop import CONFIG, Page, Workshop

PREFERENCES = f"https://letters.example.org/preferences?list=briefings&token={'0123456789' * 9}"
NEWSLETTER = (
    f"newsletter: {{action: 'https://letters.example.org/s', preferences: '{PREFERENCES}', sender: weekly@test.example.org}}\n"
)


def week_50(workshop: Workshop, newsletter: str = NEWSLETTER) -> None:
    workshop.configure(newsletter)
    workshop.article(
        "a/south", date="2022-12-12", region="caucasus", title="South: R&D <new> “quoted”", summary=f"See {PREFERENCES} there."
    )
    workshop.article("a/late", date="2022-12-16 10:00", summary="Words " * 40)
    workshop.article("a/early", date="2022-12-13 10:00", title="Озеро стало ниже", lang="ru", region=["kazakhstan", "caucasus"])
    workshop.article("a/gone", date="2022-12-14", title="Gone", withdrawn={"date": "2022-12-15", "reason": "R."})
    workshop.article("a/next", date="2022-12-20", title="Next week")
    workshop.article("a/before", date="2022-11-30", title="Before")


def written(workshop: Workshop, week: str = "2022-W50", **more: object) -> Letter:
    found = desk.digest(workshop.request(search=True, **more), week)
    assert isinstance(found, Letter), found
    return found


def parsed(data: bytes) -> tuple[EmailMessage, str, Page]:
    """Return the message, its plain text and its page."""
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[], [], []]
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    return message, plain.get_content(), Page(page.get_content())


def test_of_an_article_in_several_languages_a_week_has_the_one_that_its_readers_read(workshop: Workshop) -> None:
    for key, date, lang, of in (
        ("one", "2022-12-12", "en", None), ("uno", "2022-12-12", "it", "a/one"), ("dva", "2022-12-13", "ru", None),
        ("two", "2022-12-14", "en", "a/dva"), ("due", "2022-12-14", "it", "a/dva"), ("tri", "2022-12-15", "ru", None),
        ("tre", "2022-12-16", "it", "a/tri"), ("old", "2022-11-30", "en", None), ("staro", "2022-12-16", "ru", "a/old"),
    ):  # fmt: skip
        workshop.article(f"a/{key}", date=date, lang=lang, translation_of=of)
    workshop.build()
    _, plain, page = parsed(written(workshop).data)
    assert page.words("//h3") == ["One", "Two", "Tri", "Staro"], "that of the archive's language, or else the original"
    assert "4 articles were published this week." in plain
    item = workshop.feed("digest/rss.xml").entries[0]
    assert Page(item.content[0].value if "content" in item else item.summary).words("//li/a") == ["One", "Two", "Tri", "Staro"]


def test_a_mail_program_finds_what_it_needs(workshop: Workshop) -> None:
    week_50(workshop)
    message, _, _ = parsed(written(workshop).data)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"], "the best form comes last"
    assert [part["Content-Transfer-Encoding"] for part in message.iter_parts()] == ["quoted-printable"] * 2
    assert message["From"] == "Test Briefings <weekly@test.example.org>"
    assert message["Subject"] == "Test Briefings: 12 December 2022 – 18 December 2022"
    assert message["Date"] == "Sun, 18 Dec 2022 19:00:00 +0000", "the close of the week"
    assert re.fullmatch(r"<digest-2022-W50-[0-9a-f]{12}@test\.example\.org>", message["Message-ID"])
    assert message["List-Unsubscribe"] == f"<{PREFERENCES}>"
    assert message["Content-Language"] == "en"
    assert message["To"] is None


def test_the_plain_text_says_all(workshop: Workshop) -> None:
    week_50(workshop)
    _, text, _ = parsed(written(workshop).data)
    assert text.splitlines() == [
        "Test Briefings", "12 December 2022 – 18 December 2022", "", "3 articles were published this week.", "", "",
        "Kazakhstan", "==========", "",
        "Озеро стало ниже", "13 December 2022", "A summary of two sentences. This is the second.",
        "https://test.example.org/2022/12/early/", "",
        "Late", "16 December 2022",
        *["Words Words Words Words Words Words Words Words Words Words Words Words"] * 3, "Words Words Words Words",
        "https://test.example.org/2022/12/late/", "", "",
        "Caucasus", "========", "",
        "South: R&D <new> “quoted”", "12 December 2022", "See", PREFERENCES, "there.",
        "https://test.example.org/2022/12/south/", "", "",
        "-" * 72, "The whole archive:", "https://test.example.org/", "Change your preferences or leave this list:", PREFERENCES, "", "Free to use.",
    ]  # fmt: skip
    assert [line for line in text.splitlines() if len(line) > 72] == [PREFERENCES, PREFERENCES]
    assert not re.search("Gone|Next|Before", text)


def test_the_page_says_the_same_with_nothing_that_mail_programs_drop(workshop: Workshop) -> None:
    week_50(workshop)
    _, text, page = parsed(written(workshop).data)
    assert page.words("//h2") == ["Kazakhstan", "Caucasus"]
    assert page.words("//h3") == ["Озеро стало ниже", "Late", "South: R&D <new> “quoted”"]
    assert page.one("//h3[@lang='ru']") is not None
    links = [link.get("href") for link in page.all("//a")]
    assert all(link.startswith("https://") for link in links)
    assert {link for link in links if "/regions/" not in link} == {
        line for line in text.splitlines() if line.startswith("https://")
    }
    assert page.all("//style | //link | //script | //img | //*[@class]") == []


def test_every_line_of_the_message_is_as_short_as_the_standard_wants(workshop: Workshop) -> None:
    week_50(workshop)
    place = workshop.root / "config.yaml"
    title = "Очень длинное название архива сообщений о Центральной Азии и её соседях, с 2003 года до наших дней"
    place.write_text(place.read_text().replace("title: Test Briefings", f"title: {title}\nlanguage: ru"))
    data = written(workshop).data
    message, text, page = parsed(data)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    unfolded = [line for line in data.split(b"\r\n") if len(line) > 76]
    assert unfolded == [f"List-Unsubscribe: <{PREFERENCES}>".encode()], "an address stays whole"
    assert str(message["Subject"]).startswith(f"{title}: 12 декабря 2022 г.")
    raw = email.message_from_bytes(data)["From"]  # the newer parser puts spaces between encoded words of a name
    assert str(make_header(decode_header(raw))) == f"{title} <weekly@test.example.org>"
    assert "За эту неделю вышло 3 статьи." in text
    assert page.one("/html").get("lang") == "ru"


def test_an_article_in_another_language_runs_as_that_does(workshop: Workshop) -> None:
    week_50(workshop)
    workshop.article("2022/arabic", date="2022-12-16", lang="ar", title="COP29 في باكو", summary="BBC تقول.")
    _, _, page = parsed(written(workshop).data)
    assert [(it.tag, it.get("dir")) for it in page.all("//*[@lang='ar']")] == [("h3", "rtl"), ("p", "rtl")]


def test_a_letter_is_in_the_language_and_the_country_of_its_articles(workshop: Workshop) -> None:
    week_50(workshop, f"language: en-GB\n{NEWSLETTER}")
    _, _, page = parsed(written(workshop).data)
    assert page.all("//*[@lang]/@lang") == ["en-GB", "en-GB", "ru", "ru"]


def test_a_name_with_marks_that_mean_something_is_quoted(workshop: Workshop) -> None:
    week_50(workshop)
    place = workshop.root / "config.yaml"
    place.write_text(place.read_text().replace("title: Test Briefings", 'title: |\n  Briefings, Inc. <x>\n  "and" so on'))
    (sender,) = parsed(written(workshop).data)[0]["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ('Briefings, Inc. <x> "and" so on', "weekly@test.example.org")


def test_one_week_is_always_the_same_bytes(workshop: Workshop) -> None:
    week_50(workshop)
    first = written(workshop).data
    assert written(workshop, cache=None, now=datetime(2031, 5, 5, tzinfo=UTC)).data == first
    workshop.article("a/new", date="2023-05-01")
    assert written(workshop).data == first
    assert parsed(written(workshop, "2022-W48").data)[0].get_boundary() != parsed(first)[0].get_boundary()


def test_the_last_week_that_is_over_is_the_default(workshop: Workshop) -> None:
    week_50(workshop)
    monday = datetime(2022, 12, 26, tzinfo=timezone(timedelta(hours=5)))
    assert written(workshop, "", now=monday).week.name == "2022-W51"
    assert written(workshop, "", now=monday - timedelta(seconds=1)).week.name == "2022-W50"
    assert desk.digest(workshop.request(now=monday + timedelta(days=7)), "") == Unwritten(
        reason="2022-W52, the last week that is over, has no articles: there is nothing to send (the newest week that has some: --week 2022-W51)",
        asked_wrongly=False,
    )


@pytest.mark.parametrize(
    ("week", "answer"),
    [
        ("50", '"50" is not a week; write it as ISO 8601 does: 2022-W51'),
        ("2022-W49", "2022-W49 has no articles; the nearest weeks that do are 2022-W48 and 2022-W50"),
        ("2022-W01", "2022-W01 has no articles; the nearest weeks that do are 2022-W48"),
        ("2022-W52", "2022-W52 has no articles; the newest week that can be sent is 2022-W51"),
        ("2030-W01", "2030-W01 is not over yet; the newest week that can be sent is 2022-W51"),
    ],
)
def test_a_week_that_cannot_be_sent_is_answered_with_one_that_can(workshop: Workshop, week: str, answer: str) -> None:
    week_50(workshop)
    assert desk.digest(workshop.request(), week) == Unwritten(reason=answer, asked_wrongly=True)


def test_an_archive_without_a_week_says_what_to_wait_for(workshop: Workshop) -> None:
    reason = "no week with articles is over yet; wait until Monday, or pass a later --now"
    assert desk.digest(workshop.request(), "") == Unwritten(reason=reason, asked_wrongly=False)


def test_it_comes_from_where_errors_are_reported_unless_somebody_is_named(workshop: Workshop) -> None:
    week_50(workshop, "")
    message, text, _ = parsed(written(workshop).data)
    assert message["From"] == "Test Briefings <errors@test.example.org>"
    assert message["List-Unsubscribe"] is None
    assert "leave this list" not in text
    workshop.write("config.yaml", CONFIG.replace("errors@test.example.org", "https://test.example.org/report"))
    with pytest.raises(
        Misconfigured,
        match=r"the letter has no sender \(add report:, or sender: under newsletter, with an e-mail address\)",
    ):
        desk.digest(workshop.request(), "2022-W50")


def test_a_sender_is_a_mail_address(workshop: Workshop) -> None:
    workshop.configure("newsletter: {action: 'https://x.org/s', sender: 'A <a@x.org>'}\n")
    assert workshop.problems() == [
        "config.yaml:12:49: \"A <a@x.org>\" is not a mail address (write letters@example.org)",
    ]  # fmt: skip


def test_a_theme_may_write_its_own_letter(workshop: Workshop) -> None:
    week_50(workshop)
    workshop.write("theme/templates/letter.html", "<p>{{ words('home') }} {{ view.week.name }}</p>")
    _, _, page = parsed(written(workshop).data)
    assert page.words("//p") == ["Home 2022-W50"]


class TestCommand:
    """The command, as a user runs it."""

    def run(self, workshop: Workshop, *arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(build.cli, ["digest", "--root", str(workshop.root), "--now", "2026-01-01", *arguments])
        return result.exit_code, result.output

    def test_it_writes_into_the_current_folder(self, workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        week_50(workshop)
        monkeypatch.chdir(tmp_path)
        assert self.run(workshop, "--week", "2022-W50") == (0, "3 articles of 2022-W50 written to digest-2022-W50.eml\n")
        assert (tmp_path / "digest-2022-W50.eml").read_bytes() == written(workshop).data
        assert not workshop.site.exists(), "nothing is published"

    def test_it_writes_where_it_is_told_but_never_among_the_sources(self, workshop: Workshop, tmp_path: Path) -> None:
        week_50(workshop)
        assert self.run(workshop, "--week", "2022-W50", "--output", str(tmp_path / "x.eml"))[0] == 0
        code, said = self.run(workshop, "--week", "2022-W50", "--output", str(workshop.root / "content/articles/x.eml"))
        assert (code, "would be in content/ (choose another --output)" in said) == (2, True)
        assert not (workshop.root / "content/articles/x.eml").exists()
        with pytest.raises(Refused):
            desk.write(written(workshop), workshop.root / "content/../content/x.eml", workshop.request())

    def test_a_full_disk_leaves_the_letter_that_was_there(self, workshop: Workshop, tmp_path: Path) -> None:
        week_50(workshop)
        place = tmp_path / "x.eml"
        place.write_bytes(b"before")
        command = [
            sys.executable,
            "-B",  # a truncated file of bytecode would remain
            build.__file__,
            "digest",
            "--root",
            str(workshop.root),
            "--week",
            "2022-W50",
            "--output",
            str(place),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        )  # fmt: skip
        assert (done.returncode, "cannot be written: File too large" in done.stderr) == (2, True)
        assert [(file.name, file.read_bytes()) for file in tmp_path.glob("*x.eml*")] == [("x.eml", b"before")]

    def test_a_week_that_cannot_be_sent_is_wrong_usage(self, workshop: Workshop) -> None:
        week_50(workshop)
        code, said = self.run(workshop, "--week", "2022-W49")
        assert (code, "the nearest weeks that do are 2022-W48 and 2022-W50" in said) == (2, True)

    def test_a_week_without_articles_sends_nothing_and_is_no_wrong_usage(
        self, workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        week_50(workshop)
        monkeypatch.chdir(tmp_path)
        code, said = self.run(workshop)
        assert (code, "2025-W52, the last week that is over, has no articles" in said) == (1, True)
        assert not list(tmp_path.glob("*.eml"))


def test_the_cache_that_was_there_is_there_when_a_letter_is_written(workshop: Workshop) -> None:
    week_50(workshop)
    workshop.build()
    place = workshop.root / ".cache/memo.sqlite"
    before = place.stat().st_ino
    written(workshop)
    assert place.stat().st_ino == before
