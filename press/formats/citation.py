"""Writes an article as an entry of a bibliography, for BibTeX and its relatives. Knows nothing of pages."""

from collections.abc import Collection

from press.catalogue.card import Card

_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def bibtex(card: Card, publication: str, publisher: str, url: str, desks: Collection[str]) -> str:
    """Return the entry for the article of `card`, whose URL is `url`, in UTF-8 and with LaTeX's escapes.

    A publication that has the name of its publisher is named once. Authors whose slugs are in `desks` are organisations, whose
    names are not split. The entry is an `@online` of biblatex, with `year` and `month` for older styles, which read it as
    `@misc`.
    """
    fields = {
        "author": " and ".join(
            _name(author.name, whole=author.slug in desks or " " not in author.name) for author in card.authors
        ),
        "title": f"{{{_escaped(card.title)}}}",
        "titleaddon": _escaped(publication) if publication != publisher else "",
        "organization": _name(publisher),
        "date": f"{card.date.at:%Y-%m-%d}",
        "year": f"{card.date.at.year:04}",
        "month": f"{card.date.at.month}",
        "url": url,
        "langid": card.lang,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key(card)},", *lines, "}\n"])


def key(card: Card) -> str:
    """Return the key of the entry: the last word of the first author's slug, the year, and the first long word of the address."""
    author = card.authors[0].slug.rsplit("-", 1)[-1] if card.authors else ""
    words = card.address.removesuffix(".html").rstrip("/").rpartition("/")[2].split("-")
    return f"{author}{card.date.at.year:04}{next((word for word in words if len(word) > 3), '')}"


def _name(name: str, *, whole: bool = False) -> str:
    """Return `name` for a list of names, protected if BibTeX would split it at "and"; with `whole`, it is always protected."""
    return f"{{{_escaped(name)}}}" if whole or " and " in name.lower() else _escaped(name)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
