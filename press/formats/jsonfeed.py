"""Writes JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) from the values that RSS and Atom are written from."""

import json
from datetime import datetime

from press.formats.channel import Channel, Item, Person

VERSION = "https://jsonfeed.org/version/1.1"


def write(channel: Channel) -> bytes:
    """Return `channel` as JSON Feed 1.1 in UTF-8. It has no `next_url`: the whole history is linked from RSS and Atom."""
    data: dict[str, object] = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "description": channel.description,
        "authors": [_person(channel.publisher)],
        "language": channel.lang,
    }
    if channel.logo:
        data["favicon" if channel.logo.square else "icon"] = channel.logo.url  # an icon is large, a favicon small and square
    if channel.hub:
        data["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    data["items"] = [_item(item, channel.lang) for item in channel.by_change]
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")  # no tag, even if it is taken for HTML
    return f"{text}\n".encode()


def _item(item: Item, lang: str) -> dict[str, object]:
    data: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.isolated_title,
        "content_html": item.html,
        "date_published": _time(item.published),
        "date_modified": _time(item.modified),
    }
    if item.summary:
        data["summary"] = item.isolated_summary
    if item.image:
        data["image"] = item.image.url
    if item.authors:
        data["authors"] = [_person(person) for person in item.authors]
    if item.categories:
        data["tags"] = [category.label for category in item.categories]
    if item.lang != lang:
        data["language"] = item.lang
    return data


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "url": person.url}


def _time(moment: datetime) -> str:
    """Return `moment` in the format of RFC 3339."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
