"""Proofreads everything before it is published: dates, addresses, links, promises. Changes nothing.

Nothing is read but, through `where`, the lines of a source in which a dead link stands.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from press.addresses import collision, forwarding, routes
from press.addresses.reference import Named
from press.addresses.routes import Claim
from press.articles.article import Article
from press.catalogue import deadlink
from press.catalogue.deadlink import Served
from press.catalogue.edition import Edition
from press.catalogue.links import Wanted, Where
from press.catalogue.naming import Alike, Naming
from press.catalogue.page import Page
from press.config.attachments import PICTURES
from press.config.settings import Redirect, Settings
from press.config.taxonomy import NAMED, Taxonomy, end_of, singular
from press.edges.theme import Theme
from press.ground import language
from press.ground.filename import CONFIG, LEDGER, PAGES
from press.ground.moment import Moment
from press.ground.problems import Problem
from press.ground.suggestion import rationed, sparing, suggestion
from press.ground.uri import below, path_of
from press.ground.words import Words, chosen
from press.promises import remedy, succession
from press.promises.ledger import Ledger
from press.promises.succession import Keeper, Vanishing
from press.promises.tenure import Tenure
from press.promises.trace import Present


def future_changes(articles: Iterable[Article], now: Moment) -> list[Problem]:
    """Return a problem for each change of an article that is dated after `now`: feeds would announce it too early.

    An article under an embargo may have changes up to the moment of its publication.
    """
    return [
        place.problem(article.path, f"a change is dated {change.written}, which is in the future", "correct the date")
        for article in articles
        for change, place in article.changes
        if change > max(now, article.date)
    ]


def far_off(articles: Iterable[Article], now: Moment) -> Iterator[Problem]:
    """Yield a warning for each of `articles` whose date is more than ten years after `now`: nothing else shows a wrong year."""
    for article in articles:
        if article.is_far_off(now):
            what = f"the date, {article.date.at.date()}, is more than ten years ahead: the article is kept back until then"
            yield article.dated.problem(article.path, what, "correct the year if it is not meant", warning=True)


def missing_catalogue(settings: Settings, catalogues: Mapping[str, Words]) -> list[Problem]:
    """Return a warning if there is no catalogue of words for the language of the site."""
    instead = chosen(catalogues, settings.language)
    if settings.language_written is None or instead.language in language.wider(settings.language):
        return []
    what = f'there is no catalogue of words for "{settings.language}", so menus and dates are in "{instead.language}"'
    return [settings.language_written.problem(CONFIG, what, f"add theme/words/{settings.language}.yaml", warning=True)]


def foreseen(awaited: Iterable[Article]) -> Iterator[Claim]:
    """Yield the claims of the `awaited` articles: two at one address are an error now, not only when the embargo ends."""
    for article in awaited:
        yield Claim.of(article.address, article.path, article.slug)
        yield from forwarding.former_claims(article.path, article.aliases, article.address)


def dead_links(dead: Iterable[Wanted], served: Served, settings: Settings, where: Where) -> list[Problem]:
    """Return a problem for each of the `dead` links in texts, and for every dead address in the settings."""
    problems = list(deadlink.problems(dead, served, where))
    for picture in settings.pictures:
        if picture.text not in served.ids:
            known = [address for address in served.ids if posixpath.splitext(address)[1].lower() in PICTURES]
            hint = suggestion(picture.text, known, "put the file into content/static")
            problems.append(picture.problem(CONFIG, f'there is no picture "{picture.text}"', hint))
    for named in settings.must_be_served:
        address = path_of(named.text)
        if not served.holds(address):
            name = address.strip("/")
            page = f"write {PAGES}/{name}.md, or correct the address" if address == f"/{name}/" and "/" not in name else ""
            hint = served.advice(address, page)
            problems.append(named.problem(CONFIG, f'the address "{address}" leads nowhere', hint))
    return problems


def dead_in_templates(theme: Theme, served: Served) -> Iterator[Problem]:
    """Yield a problem for each dead link in the archive's own templates.

    A link that built-in templates have as well is not reported: it leads to a page that not every archive has.
    """
    usual = {routes.canonical(address) for _, address, _ in theme.usual_links()}
    for name, written, line in theme.own_links():
        address = path_of(written)
        if not served.holds(address) and routes.canonical(address) not in usual:
            what, hint = f'the address "{written}" leads nowhere', served.advice(address)
            yield Problem(path=f"theme/templates/{name}", line=line, what=what, hint=hint)


def unloaded(theme: Theme, copies: Iterable[Claim], base_url: str) -> Iterator[Problem]:
    """Yield a problem for whatever a style sheet of the theme loads that is not there, or lies elsewhere.

    By the policy of the site, no page may load that. An address that holds the file itself is only a warning: it asks nobody.
    """
    copied = dict.fromkeys(claim.address for claim in copies)
    suggested = sparing([address for address in copied if not address.startswith(routes.IMMUTABLE)])
    for name, loads in theme.sheets.items():
        here = theme.assets[name]
        for written in loads:
            address = _seen_from(here, written.text, base_url)
            if address is None:
                what = f'"{written.text}" lies elsewhere, from where no page of this site may load anything'
                hint = "put the file into theme/static, and write ../ and its path there"
            elif address and address not in copied:
                what = f'"{written.text}" leads to {address}, where no file is'
                inner = address.removeprefix(routes.IMMUTABLE)
                there = "put the file there" if inner == address else f"put the file into theme/static, and write ../{inner}"
                hint = _beside(name, written.text, theme.assets) or suggested(address, there)
            else:
                continue
            yield written.problem(f"theme/static/{name}", what, hint, warning=written.text.startswith("data:"))


def _seen_from(here: str, written: str, base_url: str) -> str | None:
    """Return the address that is `written` at the address `here`: empty on the host of the site, None beyond that."""
    try:
        whole = urljoin(routes.url(here, base_url), written)
        hosts = {urlsplit(url).netloc.lower() for url in (whole, base_url)}
    except ValueError:
        return None
    address = below(whole, base_url) or ("" if len(hosts) == 1 else None)
    return address and unquote(path_of(address))


def _beside(name: str, written: str, assets: Mapping[str, str]) -> str:
    """Return how the style sheet `name` is to load what is `written`, if a file lies at that path beside it in the theme."""
    address = assets.get(posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path_of(written)))), "")
    if address.startswith(routes.IMMUTABLE):
        return "put its rules into this sheet: its name changes with its content"
    return address and f"write {posixpath.relpath(address, posixpath.dirname(assets[name]))}"


def unlisted(articles: Iterable[Article], settings: Taxonomy) -> Iterator[Problem]:
    """Yield a problem for each tag and author of `articles` that is not configured, where that list is closed."""
    if not settings.closed:
        return
    configured = Naming(settings, ())
    for kind in sorted(settings.closed):
        suggested = sparing([name for (of_kind, _), name in configured.names.items() if of_kind == kind])
        for article in articles:
            for word in article.tags if kind == "tags" else article.authors:
                if (kind, configured.slug(kind, word.text)) not in configured.names:
                    hint = suggested(word.text, f"add it there under {kind}, or use one that is there")
                    yield word.problem(article.path, f'{singular(kind)} "{word.text}" is not in config.yaml', hint)


def alike(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each two names that have one slug, and each two tags that seem to be the same."""
    return map(_mistaken, edition.archive.alike)


def aliases(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each alias of a tag or an author that leads nowhere."""
    settings, shelves = edition.settings.taxonomy, {(shelf.kind, shelf.slug) for shelf in edition.archive.shelves}
    for kind in NAMED:
        suggested = sparing([slug for of_kind, slug in shelves if of_kind == kind])
        for old, new in settings.renamed[kind].items():
            if (kind, new.text) not in shelves:
                what = f'the alias "{old}" leads nowhere: nothing is filed under "{new.text}"'
                last = edition.archive.renamed[kind].get(new.text)
                hint = f"write {old}: {last}" if last else suggested(new.text, "name a slug that is used")
                yield new.problem(CONFIG, what, hint)


def empty(edition: Edition) -> Iterator[Problem]:
    """Yield a warning for each tag, author and language whose articles are gone."""
    for shelf in edition.archive.shelves:
        if shelf.kind in {*NAMED, "languages"} and not shelf.cards:
            what = f'the {singular(shelf.kind)} "{shelf.slug}" has no articles left; its page and feed remain, empty'
            yield Problem(path=CONFIG, what=what, hint=_refilled(shelf.kind, shelf.slug), warning=True)


def redirects(pages: Sequence[Page], named: Sequence[Redirect], promised: Ledger) -> Iterator[Problem]:
    """Yield a problem for each redirect that the settings have `named` and that leads on, or away from an article."""
    if not named:
        return
    moved = {page.address: page.note for page in pages if page.template == "redirect.html"}
    moved |= {claim.address: new for claim, new in forwarding.redirects(named)}
    bound = promised.bound
    for redirect, (claim, new) in zip(named, forwarding.redirects(named), strict=True):
        entry = bound.get(claim.address)
        if entry and entry.is_article:
            what = f'an article was published at "{claim.address}" (line {entry.line} of {LEDGER})'
            hint = f"add {remedy.in_front_matter(claim.address)} to the article or page that took its place"
            yield redirect.old.problem(CONFIG, what, hint)
        elif routes.is_reserved(claim.address) or (
            routes.is_feed(claim.address) and not forwarding.copies_feed(claim.address, new)
        ):
            yield redirect.old.problem(
                CONFIG, f'"{claim.address}" cannot be an old address: the archive may need it', "take it out"
            )
        elif new in moved:
            hint = f"write {end_of(new, moved) or 'the address that took its place'}"
            yield redirect.new.problem(CONFIG, f'"{new}" is itself an old address', hint)


def dead_redirects(served: Served, named: Sequence[Redirect]) -> Iterator[Problem]:
    """Yield a problem for each redirect that the settings have `named` and that leads nowhere."""
    helped = rationed()
    for redirect, (_, new) in zip(named, forwarding.redirects(named), strict=True):
        if new not in served.ids:
            hint = served.advice(new, alike=helped())
            yield redirect.new.problem(CONFIG, f'the address "{new}" leads nowhere', hint)


def _refilled(kind: str, slug: str) -> str:
    """Return what to do about the empty shelf `slug` of that `kind`."""
    if kind == "languages":
        default = f'if "language" was changed here, set adoption.defaults.lang: {slug}'
        return f"{default}; if articles now have another lang:, give them lang: {slug} again"
    return f"if it was renamed, add {slug}: NEW-SLUG under aliases.{kind}"


def _mistaken(found: Alike) -> Problem:
    """Return the problem of two names with one slug, or of two slugs of what seems to be one tag.

    It is an error if an article would carry the byline of somebody else.
    """
    if found.divided:
        what = f'the tag "{found.word.text}" is another one than "{found.shown}"'
        hint = f'write "{found.shown}", or, in config.yaml, under tags, make one a variant of the other, or list both'
        return found.word.problem(found.path, what, hint, warning=True)
    what = f'"{found.word.text}" would be shown as "{found.shown}": both become {found.slug} in addresses'
    hint = f"in config.yaml, under {found.kind}, give one a slug of its own, or make one a variant of the other"
    return found.word.problem(found.path, what, hint, warning=found.kind == "tags" or not found.doubtful)


def vanishing(
    pages: Sequence[Page],
    copies: Iterable[Claim],
    articles: Iterable[Article],
    named: Mapping[str, Named],
    files: Mapping[str, Sequence[str]],
    tenure: Tenure,
    now: Moment,
) -> tuple[Vanishing, ...]:
    """Return every recorded address that would vanish, each with what took its place where that is certain.

    `articles` are those that would be published, `named` all articles and standalone pages by path; `files` are the names of
    the files beside each source, by its path. `tenure` knows what was promised, and to whom.
    """
    promised = tenure.promised
    claims = [*(page.claim for page in pages), *copies]
    served = frozenset(claim.address for claim in claims)
    known = promised.addresses
    if not known <= served:  # another spelling of an address serves, but does not keep an id
        served_files = {claim.file for claim in claims}
        served |= {other for other in known - served - promised.ids.keys() if routes.file_of(other) in served_files}
    if known <= served:
        return ()
    present = [_present(item, files.get(item.path, ()), tenure) for item in articles]
    paths = {item.path for item in present}
    kept_back = _kept_back([one for one in named.values() if one.is_article and one.path not in paths], tenure, now)
    standing = [page for page in pages if page.recorded and page.template != "redirect.html"]
    fresh = {page.address: page.claim.path for page in standing if page.address not in known and page.claim.path != CONFIG}
    return succession.vanishing(promised, served, present, kept_back, fresh, collision.free(claims), tenure.differs_by)


def _present(article: Article, files: Sequence[str], tenure: Tenure) -> Present:
    return Present(
        path=article.path,
        key=article.key,
        slug=article.slug.text,
        address=article.address,
        id=tenure.bound(article),
        firm=tenure.firm(article),
        files=tuple(files),
        dated=(article.date.at.year, article.date.at.month),
        merged=tenure.merged(article),
    )


def _kept_back(articles: Sequence[Named], tenure: Tenure, now: Moment) -> dict[str, Keeper]:
    """Return which of `articles`, all kept back, would stand at an address, or are named by the ledger as its source."""

    def keeper(entry: Named, *, by_key: bool) -> Keeper:
        return Keeper(path=entry.path, slug=entry.slug, remedy=remedy.brought_back(entry, now), by_key=by_key)

    by_id = {own.id: entry for entry in articles if (own := tenure.recorded(entry.key))}
    recorded = [old for old in tenure.promised.first.values() if old.id in by_id and (old.is_article or old.is_alias)]
    would = {entry.address: keeper(entry, by_key=False) for entry in articles}
    return would | {old.address: keeper(by_id[old.id], by_key=True) for old in recorded}


def promises(gone: Sequence[Vanishing]) -> list[Problem]:
    """Return a problem for each of `gone`, or only those of articles that are kept back, as the others may follow from them."""
    return [item.problem for item in gone if item.keeper] or [item.problem for item in gone]
