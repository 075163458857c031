"""Resolves what each source says of others: See also, translations, pictures, links. Pure; knows no pages."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from press.addresses import forwarding
from press.addresses.reference import Failure, Named, Register, names_of
from press.articles.addenda import Outside, Picture
from press.articles.article import Article
from press.articles.standalone import Standalone
from press.catalogue.attachment import Attachment, Attachments
from press.catalogue.links import Resolver, Text, Wanted
from press.config.settings import Redirect, Settings
from press.ground.filename import CONFIG, composed
from press.ground.form import Written
from press.ground.problems import Problem
from press.kernel.value import value
from press.promises.ledger import Ledger
from press.text.prose import Outline


@value
class Settlement:
    """What the sources say of each other, by key of the source that says it."""

    see_also: Mapping[str, tuple[str | Outside, ...]]
    """Keys of articles and outside links, in the author's order."""
    originals: Mapping[str, str]
    """The key of the article that each translates; empty if none."""
    pictures: Mapping[str, Attachment]
    """The picture at the head of each article that has one."""
    texts: Mapping[str, Text]
    """The texts of articles and standalone pages, with the targets of their links."""
    wanted: Sequence[Wanted]
    """The addresses that texts link to, which must exist."""
    lead: str
    """The lead story of the home page; empty where none is configured."""


def nameable(articles: Iterable[Article], standalone: Iterable[Standalone]) -> dict[str, Named]:
    """Return by path everything that can be referred to."""
    named = {
        item.path: Named(
            key=item.key,
            path=item.path,
            slug=item.slug.text,
            address=item.address,
            date=item.date,
            draft=item.draft,
        )
        for item in articles
    }
    for page in standalone:
        named[page.path] = Named(key=page.key, path=page.path, slug=page.slug.text, address=page.address, date=None)
    return named


def nameless(sources: Iterable[Article | Standalone]) -> dict[str, Named]:
    """Return by path stand-ins for `sources` that have no address: they can refer to others, but cannot be referred to."""
    return {
        item.path: Named(
            key=item.key, path=item.path, slug="", address="/", date=None, draft=isinstance(item, Article) and item.draft
        )
        for item in sources
    }


def moved(sources: Iterable[Article | Standalone], redirects: Iterable[Redirect]) -> dict[str, str]:
    """Return the present address for each alias, and for each old address that the settings name."""
    found = {claim.address: new for claim, new in forwarding.redirects(one for one in redirects if not one.is_pattern)}
    return found | {old: item.address for item in sources for old in forwarding.former(item.aliases)}


def former_names(promised: Ledger, moved: Mapping[str, str], named: Mapping[str, Named]) -> dict[str, tuple[str, ...]]:
    """Return by each former name the sources of the articles among `named` that took its place.

    Former names are the keys recorded in the `promised` ledger, and the last parts of addresses; `moved` has the present address
    of each alias.
    """
    here = {entry.address: entry.path for entry in named.values() if entry.is_article}
    recorded = [entry for entry in promised.entries if entry.is_article]
    served = ((entry.id, here.get(moved.get(entry.address, entry.address), "")) for entry in recorded)
    path_by_id = {identity: path for identity, path in served if path}
    names = [
        (name, path_by_id.get(entry.id, "")) for entry in recorded for name in (composed(entry.source), _last(entry.address))
    ]
    names += [(_last(address), here.get(present, "")) for address, present in moved.items()]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, path in names:
        if name and path:
            found[name][path] = None
    return {name: tuple(paths) for name, paths in found.items()}


def _last(address: str) -> str:
    return composed(posixpath.basename(address.rstrip("/")).removesuffix(".html"))


def settle(
    articles: Iterable[Article],
    standalone: Iterable[Standalone],
    outlines: Mapping[str, Outline],
    named: Mapping[str, Named],
    resolver: Resolver,
    settings: Settings,
    problems: list[Problem],
) -> Settlement:
    """Return what the sources say of each other; append to `problems` what is wrong."""
    register, texts = resolver.register, {}
    wanted: list[Wanted] = []
    sources: list[Article | Standalone] = [*articles, *standalone]
    for source in sources:
        texts[source.key] = resolver.settle(outlines[source.path], named[source.path], wanted, problems)
    pictures = {}
    see_also = {}
    originals = {}
    for article in articles:
        here = named[article.path]
        see_also[article.key] = tuple(_see_also(article, here, register, problems))
        originals[article.key] = _found(article.translation_of, here, register, problems) if article.translation_of else ""
        if article.picture:
            picture = _picture(article.picture, here, resolver.attachments)
            if isinstance(picture, Attachment):
                pictures[article.key] = picture
            else:
                problems.append(article.picture.src.problem(article.path, picture.what, picture.hint))
    _check_originals(articles, originals, settings.language, problems)
    lead = _lead(settings, register, problems)
    return Settlement(see_also=see_also, originals=originals, pictures=pictures, texts=texts, wanted=wanted, lead=lead)


def _picture(picture: Picture, here: Named, attachments: Attachments) -> Attachment | Failure:
    """Return the file of the `picture` at the head of the article `here`.

    Where a foreign key names it, it may lie in images/ beside the article: exporters of WordPress put it there.
    """
    written = picture.src.text
    found = attachments.picture(written, here)
    if isinstance(found, Failure) and "/" not in written and picture.adopted:
        beside = attachments.picture(f"images/{written}", here)
        return beside if isinstance(beside, Attachment) else found
    return found


def _see_also(article: Article, here: Named, register: Register, problems: list[Problem]) -> Iterable[str | Outside]:
    seen: set[str] = set()
    for item in article.see_also:
        if isinstance(item, Outside):
            yield item
            continue
        key = _found(item, here, register, problems)
        own = key == article.key
        if key in seen or (own and len(article.see_also) == 1):
            what = f'"{item.text}" is named a second time' if key in seen else "an article cannot name itself"
            problems.append(item.problem(article.path, what, "take it out"))
        elif key:
            seen.add(key)
            if not own:  # every part of a series may have the same list
                yield key


def _check_originals(articles: Iterable[Article], originals: Mapping[str, str], language: str, problems: list[Problem]) -> None:
    """Append to `problems` each translation of itself, of another translation, or of an article in its own language.

    A second translation into one language is appended as well: of two such pages, search engines choose either. An article
    that sets no language is in `language`.
    """
    by_key = {article.key: article for article in articles}
    spoken: dict[tuple[str, str], Article] = {}
    for article in articles:
        original, written = originals[article.key], article.translation_of
        if not original or written is None:
            continue
        first_in = spoken.setdefault((original, article.lang or language), article)
        if original == article.key:
            problems.append(written.problem(article.path, "an article cannot be a translation of itself", "take it out"))
        elif first := originals.get(original):
            hint = "take it out of the original" if first == article.key else f"name the original: {first}"
            problems.append(written.problem(article.path, f'"{written.text}" is itself a translation', hint))
        elif original in by_key and (by_key[original].lang or language) == (article.lang or language):
            what = f'"{written.text}" is in the same language, {article.lang or language}'
            problems.append(written.problem(article.path, what, f"{_parted(article, by_key[original])}, or take it out"))
        elif first_in is not article:
            what = f'"{written.text}" has a translation in the same language, {article.lang or language}: {first_in.path}'
            hint = "set lang: to another language in one of the two, or take it out of one"
            problems.append(written.problem(article.path, what, hint, warning=True))


def _parted(article: Article, original: Article) -> str:
    """Return how to give `article` and its `original` different languages: by the one that sets none, if any."""
    if not article.lang:
        return "set lang: here to the language of this article"
    if not original.lang:
        return f"set lang: in {original.path} to the language of that article"
    return f"set lang: to another language here or in {original.path}"


def _found(written: Written, here: Named, register: Register, problems: list[Problem]) -> str:
    """Return the key of the article that `written` names; otherwise nothing, with a problem unless its source is broken."""
    found = register.find(written.text, here)
    if isinstance(found, Named) and not found.is_article:
        found = Failure(what=f'"{written.text}" is a standalone page', hint="name an article, or link to the page in the text")
    if isinstance(found, Failure):
        problems.append(written.problem(here.path, found.what, found.hint))
        return ""
    return found.key if found else ""


def _lead(settings: Settings, register: Register, problems: list[Problem]) -> str:
    if settings.lead is None:
        return ""
    home = Named(key="", path=CONFIG, slug="", address="/", date=register.now)
    return _found(settings.lead, home, register, problems)


def in_question(wanted: Iterable[Wanted], sources: Sequence[Article | Standalone], unplaced: Set[str]) -> list[Wanted]:
    """Return those of `wanted` that must lead somewhere: the links of those `sources` whose text is shown, or would be.

    A tombstone shows none. The sources `unplaced` have no address because of their mistakes: links that may lead to one of
    them are left out.
    """
    paths = {item.path for item in sources if isinstance(item, Standalone) or not item.withdrawn}
    unknown = names_of(unplaced) | {item.slug.text for item in sources if item.path in unplaced}
    return [want for want in wanted if want.path in paths and _last(want.address) not in unknown]
