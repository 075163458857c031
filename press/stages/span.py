"""Finds the times between which a plan stays the same. Decides nothing itself."""

from collections.abc import Sequence
from datetime import UTC

from press.articles.article import FAR, Article
from press.catalogue import news, weekly
from press.catalogue.edition import Edition
from press.ground.moment import Moment
from press.request import Span


def around(articles: Sequence[Article], edition: Edition, now: Moment) -> Span:
    """Return the times around `now` between which nothing turns: no article appears, changes, expires or is news no longer.

    Nor does a week end, or the date of an article cease to be far off.
    """
    turns = [item.date.at for item in articles] + [item.expires.at for item in articles if item.expires]
    turns += [change.at for item in articles for change, _ in item.changes]
    turns += [item.date.at - FAR for item in articles if item.date > now]
    turns += weekly.closings(edition.final, edition.settings.zone)
    turns += news.turns(edition.final) if edition.settings.news else []
    instants, here = {turn.astimezone(UTC) for turn in turns}, now.at.astimezone(UTC)
    return Span(
        since=max((turn for turn in instants if turn <= here), default=None),
        until=min((turn for turn in instants if turn > here), default=None),
    )
