"""The old addresses of the settings, once it is known which regions, tags, authors, languages and feeds there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from press.addresses import forwarding, routes
from press.catalogue.feed import Feed
from press.catalogue.links import readdressed
from press.catalogue.settlement import Settlement
from press.config.settings import SLUG, Redirect
from press.ground.feedformat import RSS
from press.ground.filename import CONFIG
from press.ground.problems import Problem


def expanded(named: Sequence[Redirect], feeds: Iterable[Feed]) -> tuple[Redirect, ...]:
    """Return the redirects that the settings have `named`, with each pattern replaced by one redirect for each slug that fits it.

    A slug fits if `feeds` has the page or the feed that the pattern leads to, also under a former slug. Of several redirects
    from one address the first counts, and before all patterns one that names the address.
    """
    places = _places(feeds)
    found = [one for one in named if not one.is_pattern]
    taken = {routes.canonical(one.old.text) for one in found}
    for pattern in named:
        fitting = places[routes.canonical(pattern.new.text)] if pattern.is_pattern else {}
        for slug, address in fitting.items():
            one = pattern.of(slug, address)
            old = routes.canonical(one.old.text)
            if old not in taken:
                taken.add(old)
                found.append(one)
    return tuple(found)


def unfit(named: Iterable[Redirect]) -> Iterator[Problem]:
    """Yield a problem for each pattern that the settings have `named` and that leads to no page or feed of a shelf."""
    for new in (one.new for one in named if one.is_pattern):
        if not any(routes.shelf_served_at(routes.canonical(new.text))):
            what = f'"{new.text}" is not a pattern for the pages or feeds of regions, tags, authors or languages'
            yield new.problem(
                CONFIG, what, f"write it as in {routes.shelf('tags', SLUG)} or {routes.shelf('tags', SLUG)}{RSS.file}"
            )


def _places(feeds: Iterable[Feed]) -> Mapping[str, Mapping[str, str]]:
    """Return by pattern, such as /tags/{slug}/, and then by present or former slug, the present addresses of that form."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for feed in feeds:
        for kind, slug in filter(any, map(routes.shelf_at, (feed.folder, *feed.former))):
            folder = routes.shelf(kind, SLUG)
            found[folder][slug] = feed.page
            for form, link in feed.links.items():
                found[folder + form.file][slug] = link.address
    return found


def led_on(settled: Settlement, redirects: Iterable[Redirect], renamed: Mapping[str, Mapping[str, str]]) -> Settlement:
    """Return what was `settled`, with each link to an old address leading to the present one at once.

    Old addresses are those of `redirects`, and of the regions, tags and authors that were `renamed`: by kind, the present slug
    of each former one.
    """
    moved = {routes.shelf(kind, old): routes.shelf(kind, new) for kind, slugs in renamed.items() for old, new in slugs.items()}
    moved |= {claim.address: new for claim, new in forwarding.redirects(redirects)}
    old = [want for want in settled.wanted if want.address in moved]
    if not old:
        return settled
    return replace(
        settled,
        texts=readdressed(settled.texts, old, lambda want, address: moved[want.address] + address[len(want.address) :]),
        wanted=[replace(want, address=moved.get(want.address, want.address)) for want in settled.wanted],
    )
