"""The archive as data files: JSON Lines by year with the texts, a table of all metadata, and the page that explains them.

Only the files by year contain texts: an edit changes the file of its year, and the table only if metadata change.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.frame import Frame
from press.catalogue.page import Page
from press.formats import dataset
from press.formats.dataset import Record
from press.kernel.value import value

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition


@value
class YearFile:
    """The articles of one year as a file."""

    title: str
    """The year."""
    address: str
    """Where the file is."""
    count: int
    """How many articles it holds."""


@value
class DownloadsView:
    """Everything that stands on the page of downloads."""

    frame: Frame
    """What every page needs."""
    years: tuple[YearFile, ...]
    """The newest first."""
    table: str
    """The address of the table of all metadata."""
    schema: str
    """The address of the JSON Schema."""
    count: int
    """How many articles there are."""
    fields: tuple[str, ...]
    """The names of the fields, in order; the words explain each under `data_` and its name."""


@value
class Records:
    """Articles without their texts: what the table is made from and, with the texts, the file of a year."""

    base_url: str
    """What every URL begins with."""
    records: tuple[Record, ...]
    """The articles, the oldest first."""


@value
class LinesView:
    """The articles of one year and their texts."""

    base_url: str
    """What every URL begins with."""
    records: tuple[Record, ...]
    """The articles, the oldest first."""
    texts: tuple[str | None, ...]
    """The HTML of each; empty for a withdrawn one, None for one that was not edited since the file was last written."""


@value
class SchemaView:
    """The schema of the lines in the files by year."""

    url: str
    """Where the schema stands."""
    meanings: tuple[tuple[str, str], ...]
    """Each field and what it means, in the site's language."""


def pages(edition: "Edition") -> Iterator[Page]:
    """Yield the page of downloads and the files that it links to, which never contain what is shown only in a preview."""
    claim = Claim(address=routes.DOWNLOADS)
    yield Page(claim=claim, view=partial(_view, edition), template="downloads.html", recorded=True)
    base_url, records = edition.settings.base_url, {card.key: dataset.record(edition, card) for card in edition.final}
    for year in edition.archive.years:
        cards = edition.published(year.cards)
        given = Records(base_url=base_url, records=tuple(records[card.key] for card in cards))
        yield Page(
            claim=Claim(address=routes.year_file(year.slug)),
            view=_lines,
            given=given,
            shows=tuple(edition.texts[card.key] for card in cards if not card.withdrawn),
            write=write_lines,
            mend=mend_lines,
            recorded=True,
        )
    table = partial(Records, base_url=base_url, records=tuple(records.values()))
    yield Page(claim=Claim(address=routes.TABLE), view=table, write=write_table, recorded=True)
    schema = partial(_schema, edition)
    yield Page(claim=Claim(address=routes.SCHEMA), view=schema, write=write_schema, recorded=True)


def _view(edition: "Edition") -> DownloadsView:
    years = tuple(
        YearFile(title=year.title, address=routes.year_file(year.slug), count=len(edition.published(year.cards)))
        for year in edition.archive.years
    )
    explanation = edition.own_words("downloads_explained")
    return DownloadsView(
        frame=edition.frame(routes.DOWNLOADS, description=explanation),
        years=years,
        table=routes.TABLE,
        schema=routes.SCHEMA,
        count=sum(year.count for year in years),
        fields=tuple(dataset.FIELDS),
    )


def _lines(given: Records, *html: str | None) -> LinesView:
    texts = iter(html)
    return LinesView(
        base_url=given.base_url,
        records=given.records,
        texts=tuple("" if record.withdrawn else next(texts) for record in given.records),
    )


def _schema(edition: "Edition") -> SchemaView:
    words = edition.own_words
    meanings = tuple((name, words(f"data_{name}")) for name in dataset.FIELDS)
    return SchemaView(url=routes.url(routes.SCHEMA, edition.settings.base_url), meanings=meanings)


def write_lines(view: LinesView) -> bytes:
    """Return the articles of a year as JSON Lines in UTF-8."""
    return mend_lines(b"", view)


def mend_lines(written: bytes, view: LinesView) -> bytes:
    """Return the articles of a year, taking the lines of texts that were not edited from what was `written` before."""
    lines = written.splitlines(keepends=True) or [b""] * len(view.records)
    return b"".join(
        line if html is None else dataset.line(record, html, view.base_url).encode()
        for record, html, line in zip(view.records, view.texts, lines, strict=True)
    )


def write_table(view: Records) -> bytes:
    """Return the table in UTF-8."""
    return dataset.table(view.records, view.base_url)


def write_schema(view: SchemaView) -> bytes:
    """Return the JSON Schema in UTF-8."""
    return dataset.schema(view.url, dict(view.meanings))
