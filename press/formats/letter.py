"""Writes one week as an e-mail: its content, its plain text and HTML forms, and the message around them. Sends nothing.

Follows RFC 5322 (the message), RFC 2045 to 2047 (MIME) and RFC 2369 (List-Unsubscribe). One week of one archive always gives
the same bytes: nothing depends on the clock or on chance.
"""

import textwrap
from collections.abc import Iterator
from datetime import UTC
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from press.addresses import routes
from press.catalogue.card import Card
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame
from press.catalogue.weekly import Week
from press.config import imprint
from press.config.settings import Settings
from press.ground.uri import uri
from press.ground.words import Words
from press.kernel import digest
from press.kernel.value import value

WIDTH = 72
"""Characters in a line of the plain text: short enough for mail programs to quote without wrapping."""


QUOTED = 76
"""Characters in a quoted-printable line (RFC 2045, section 6.7)."""


@value
class LetterView:
    """Everything that the letter of a week shows."""

    frame: Frame
    """The language; a letter has no address."""
    week: Week
    """The week, with its articles by region."""
    count: int
    """How many articles it has."""
    preferences: str
    """The URL where subscribers change their preferences; may be empty."""


def view(edition: Edition, week: Week) -> LetterView:
    """Return what the letter of `week` shows."""
    letters = edition.settings.newsletter
    return LetterView(
        frame=edition.frame("/"), week=week, count=len(week.cards), preferences=letters.preferences if letters else ""
    )


def sender(settings: Settings) -> str:
    """Return the sender's mail address: that of the newsletter, or else the one for reporting errors; empty if there is none."""
    letters = settings.newsletter
    if letters and letters.sender:
        return letters.sender
    return settings.report if imprint.is_mail(settings.report) else ""


def subject(shown: LetterView, settings: Settings, words: Words) -> str:
    """Return the title and dates, such as "Briefings: 12 December 2022 – 18 December 2022"."""
    return words("letter_subject", title=settings.title, first=words.day(shown.week.first), last=words.day(shown.week.last))


def text(shown: LetterView, settings: Settings, words: Words) -> str:
    """Return the letter as plain text, wrapped; an address is never broken."""
    return "\n".join(_lines(shown, settings, words)) + "\n"


def _lines(shown: LetterView, settings: Settings, words: Words) -> Iterator[str]:
    yield from _wrapped(settings.title)
    yield words("letter_week", first=words.day(shown.week.first), last=words.day(shown.week.last))
    yield ""
    yield from _wrapped(words("letter_intro", count=shown.count))
    for group in shown.week.groups:
        yield from ("", "", *_underlined(group.region.name))
        for card in group.cards:
            yield from ("", *_entry(card, settings, words))
    yield from ("", "", "-" * WIDTH)
    yield from _named(words("letter_archive"), routes.url("/", settings.base_url))
    if shown.preferences:
        yield from _named(words("letter_preferences"), shown.preferences)
    if settings.rights:
        yield from ("", *_wrapped(settings.rights))


def _entry(card: Card, settings: Settings, words: Words) -> Iterator[str]:
    yield from _wrapped(card.heading)
    yield words.day(card.date)
    yield from _wrapped(card.standfirst)
    yield routes.url(card.address, settings.base_url)


def _wrapped(written: str) -> list[str]:
    return textwrap.wrap(written, WIDTH, break_long_words=False, break_on_hyphens=False)


def _underlined(heading: str) -> Iterator[str]:
    lines = _wrapped(heading)
    yield from lines
    yield "=" * min(WIDTH, max(map(len, lines)))


def _named(label: str, address: str) -> Iterator[str]:
    yield from _wrapped(label)
    yield address


def message(shown: LetterView, html: str, settings: Settings, words: Words, address: str) -> bytes:
    """Return the letter from `address` as a message, in plain text and as `html`, ready to send but for the recipients."""
    week, host = shown.week, urlsplit(settings.base_url).hostname
    body = EmailMessage(policy=SMTP.clone(max_line_length=QUOTED))
    body.set_content(text(shown, settings, words), cte="quoted-printable")
    body.add_alternative(html, subtype="html", cte="quoted-printable")
    body["Content-Language"] = shown.frame.interface_lang
    name = digest.of((host, settings.base_path, week.name))
    body.set_boundary(f"=_{week.name}-{name}")
    fields = {
        "Date": format_datetime(week.closes.astimezone(UTC)),
        "From": _from(_one_line(settings.title), address),
        "Subject": _encoded("Subject", _one_line(subject(shown, settings, words))),
        "Message-ID": f"<digest-{week.name}-{name[:12]}@{host}>",
    }
    if shown.preferences:
        fields["List-Unsubscribe"] = f"<{uri(shown.preferences)}>"
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode("ascii") + body.as_bytes()


# EmailMessage does not write the fields above: it breaks a long address into encoded words, and may lose a space in a long name.
def _encoded(name: str, value: str) -> str:
    """Return `value` folded for the field `name`, in encoded words if it is not ASCII (RFC 2047)."""
    charset = "us-ascii" if value.isascii() else "utf-8"
    return Header(value, charset, maxlinelen=76, header_name=name).encode(linesep="\r\n")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _from(name: str, address: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_encoded('From', name)}\r\n <{address}>"
