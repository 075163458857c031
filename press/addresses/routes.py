"""Turns names into addresses and addresses into files. Knows nothing of what stands at an address.

An address begins with / and is written as people read it; `href` and `url` percent-encode it (RFC 3986).
"""

import posixpath
import re
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from press.ground.feedformat import FORMATS
from press.ground.filename import CONFIG, is_text
from press.ground.form import Written
from press.ground.moment import Moment
from press.ground.site import Site
from press.ground.uri import PATH_SAFE, RESERVED, REST_SAFE, is_local, path_of
from press.kernel.value import value

PAGES = (".html", ".htm")
"""The suffixes of pages."""
ASSETS = "/assets/"
"""Where the static files of the theme are published."""
IMMUTABLE = f"{ASSETS}fixed/"
"""Where style sheets and scripts are, under names that change with their content, so that browsers may cache them for good."""
SEARCH_INDEXES = f"{IMMUTABLE}search/"
"""Where the search indexes are, each in a folder named by a digest of what it was made from."""
SEARCH_PARTS = f"{ASSETS}search.json"
"""Where the list of the search indexes is."""
HISTORY = "/feeds/archive/"
"""Where the archive documents of the feed of the whole archive are."""
FEEDS_PAGE, OPML, FEED_XML = "/feeds/", "/feeds.opml", "/feed.xml"
"""The page of all feeds, the same list for feed readers, and where these look for the feed of the archive by convention."""
CORRECTIONS_PAGE, DIGEST_FEEDS, DATES_PAGE, SEARCH_PAGE = "/corrected/", "/digest/", "/dates/", "/search/"
"""The page of all corrections, the folder of the weekly feed (without a page), the page of all dates, and the search page."""
CORRECTIONS_ANCHOR = f"{RESERVED}corrections"
"""The id of the corrections on the page of an article."""
DOWNLOADS = "/downloads/"
"""Where the page of the archive's data is, and the data."""
TABLE, SCHEMA = f"{DOWNLOADS}articles.csv", f"{DOWNLOADS}schema.json"
"""Where the table of all articles is, and the schema of a line in the files by year."""
MISSING, STYLEGUIDE, ROBOTS = "/404.html", "/styleguide/", "/robots.txt"
"""The page for an address that does not exist, the page of all components (in a preview), and robots.txt."""
SITEMAP, SITEMAP_PART, NEWS_SITEMAP = "/sitemap.xml", "/sitemap-{}.xml", "/sitemap-news.xml"
"""The index of sitemaps, where each of them is by its name, and that of the news."""
SERVER_FILES = HEADERS, REDIRECTS, NGINX, APACHE = "_headers", "_redirects", "_nginx*.conf", "_apache*.conf"
"""The files that servers read and show to nobody, by name: * is empty, and _moved for the addresses that have moved."""
MAX_PATH = 1024
"""Bytes in a path below the output folder."""
MAX_SEGMENT = 255
"""Bytes in the name of a file, on every common file system."""


@value
class Claim:
    """A source that claims an address."""

    address: str
    """The address."""
    path: str = CONFIG
    """The file that claims it, for messages; config.yaml for the archive's own addresses."""
    line: int = 1
    """The line of the claim in that file."""
    column: int = 1
    """The column."""
    literal: str = ""
    """The file below the output folder, if it is not the one that follows from the address: a copied file keeps its name."""

    @classmethod
    def of(cls, address: str, path: str, written: Written) -> "Claim":
        """Return the claim that the source `path` makes to `address` with what is `written` there."""
        return cls(address=address, path=path, line=written.line, column=written.column)

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return self.literal or file_of(self.address)


def history(number: int, file: str) -> str:
    """Return the address of the archive document of that number, counted from 1, of the feed of the whole archive."""
    return f"{HISTORY}{number}/{file}"


def history_number(address: str) -> int:
    """Return the number of the archive document at `address`; 0 for any other address."""
    match = _HISTORY.match(address)
    return int(match[1]) if match else 0


_FEED_FILES = frozenset(form.file for form in FORMATS)


def is_feed(address: str) -> bool:
    """Return whether a feed stands at `address`, judging by its last part."""
    return posixpath.basename(address) in _FEED_FILES


def article(pattern: str, date: Moment, slug: str, key: str) -> str:
    """Return the address that the permalink `pattern` gives an article."""
    at = date.at
    return pattern.format(year=f"{at.year:04}", month=f"{at.month:02}", day=f"{at.day:02}", slug=slug, path=key)


def named_by(pattern: str) -> str:
    """Return in words what tells two articles of one date apart in addresses of the permalink `pattern`."""
    return "slug" if "{slug}" in pattern else "file name"


def shelf(kind: str, slug: str = "") -> str:
    """Return the address of the shelf of that `kind` and `slug`; without a slug, that of the directory of all of its kind."""
    return f"/{kind}/{slug}/" if slug else f"/{kind}/"


def shelf_at(address: str) -> tuple[str, str]:
    """Return kind and slug of the region, tag, author or language whose root is at `address`; else two empty strings."""
    match = _SHELF.fullmatch(address)
    return (match[1], match[2]) if match else ("", "")


def shelf_served_at(address: str) -> tuple[str, str]:
    """Return what `shelf_at` does, for the root of a shelf and for its feeds."""
    return shelf_at(posixpath.dirname(address) + "/" if is_feed(address) else address)


def period_at(address: str) -> tuple[int, ...]:
    """Return the year, or year and month, whose page is at `address`; an empty tuple for any other address."""
    match = _PERIOD.fullmatch(address)
    return tuple(int(part) for part in match.groups() if part) if match else ()


def day_at(address: str) -> tuple[int, ...]:
    """Return the month and day whose articles of all years are at `address`; an empty tuple for any other address."""
    match = _DAY.fullmatch(address)
    return tuple(map(int, match.groups())) if match else ()


_SHELF = re.compile(r"/(regions|tags|authors|languages)/([^/]+)/")
_HISTORY = re.compile(HISTORY + r"([1-9][0-9]{0,8})/")
_PERIOD = re.compile(r"/(?!0000)([0-9]{4})/(?:(0[1-9]|1[0-2])/)?")
_DAY = re.compile(DATES_PAGE + r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|30(?<!02-30)|31(?<=0[13578]-31|1[02]-31))/")


def year(number: int) -> str:
    """Return the address of a year."""
    return f"/{number:04}/"


def month(of_year: int, number: int) -> str:
    """Return the address of a month."""
    return f"/{of_year:04}/{number:02}/"


def day(of_month: int, number: int) -> str:
    """Return the address of a day of the calendar in all years."""
    return f"{DATES_PAGE}{of_month:02}-{number:02}/"


def year_file(slug: str) -> str:
    """Return the address of the file with all articles of the year whose shelf has this slug."""
    return f"{DOWNLOADS}archive-{slug}.jsonl"


def day_anchor(number: int) -> str:
    """Return the id of a day on the page of its month."""
    return f"day-{number}"


def year_anchor(year: int) -> str:
    """Return the id of a year on the pages of a shelf, of a day of the calendar, and of corrections."""
    return f"year-{year}"


def month_anchor(day: date) -> str:
    """Return the id of the month of `day` on the pages of a shelf."""
    return f"{day.year:04}-{day.month:02}"


def beside(address: str, name: str) -> str:
    """Return the address of the file `name` beside the article at `address`."""
    folder = address if address.endswith("/") else f"{address.removesuffix('.html')}/"
    return folder + name


def file_of(address: str) -> str:
    """Return the path, below the output folder, of the file that a static server returns for `address`.

    An address whose last part has no suffix is a folder with an `index.html`.
    """
    path = address.lstrip("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if "." in posixpath.basename(path) else f"{path}/index.html"


def folder(address: str) -> str:
    """Return the address of the folder whose index.html is at `address`; for any other file, `address` itself."""
    return address.removesuffix("index.html") if posixpath.basename(address) == "index.html" else address


def canonical(address: str) -> str:
    """Return `address` as a server would correct it: decoded, and with a slash behind a folder."""
    decoded = unquote(address)
    return decoded if decoded.endswith("/") or "." in posixpath.basename(decoded) else f"{decoded}/"


def local(typed: str, site: Site) -> str:
    """Return the address of this site that a person `typed`: as an address, a path on its host, or a whole URL."""
    host = site.base_url.removesuffix(urlsplit(site.base_url).path)
    local_address = site.own(f"{host}{typed}" if is_local(typed) else typed) or typed
    return canonical(f"/{folder(path_of(local_address)).lstrip('/')}")


@lru_cache(maxsize=1 << 16)
def href(address: str, base_path: str) -> str:
    """Return the href of a link on this site to `address`, which may have a query, as written, and a fragment.

    Anything that is not an address of the site is returned unchanged.
    """
    if not is_local(address):
        return address
    unmarked, mark, fragment = address.partition("#")
    path, ask, query = unmarked.partition("?")
    rest_safe = f"{REST_SAFE}%"
    return f"{base_path}{quote(path, safe=PATH_SAFE)}{ask}{quote(query, safe=rest_safe)}{mark}{quote(fragment, safe=rest_safe)}"


def url(address: str, base_url: str) -> str:
    """Return the absolute URL of `address`, which may have a query and a fragment; an outside address is returned unchanged."""
    return href(address, base_url)


def copy(address: str, path: str) -> Claim:
    """Return the claim of the file `path` that is copied to `address` under its own name, with or without a suffix."""
    return Claim(address=address, path=path, literal=address.lstrip("/"))


_UNSERVABLE = re.compile(r"[?#\\\x00-\x1f]")
_CONFIGURING = re.compile(r"^_|(?:^|/)(?:\.(?!well-known/)[^/.]|(?i:web\.config)(?:/|$))")
"""Names in which hosts look for rules: our own _nginx.conf and the like, those of Netlify and Cloudflare, .htaccess."""


def flaw(claim: Claim) -> str:
    """Return in words why the address of `claim` cannot be a file; empty if it can."""
    address = claim.address
    if not is_local(address):
        return "it does not begin with a single /"
    if _UNSERVABLE.search(address):
        return "a static host cannot serve addresses with ?, # or \\"
    if is_text(claim.path) and (is_feed(address) or is_reserved(address)):
        return "such addresses are reserved for the feeds, data and languages of the archive"
    if is_text(claim.path) and _CONFIGURING.search(claim.file):
        return "servers take such names for their configuration"
    return _flaw_of_path(claim.file)


def is_reserved(address: str) -> bool:
    """Return whether the archive itself may come to need `address`."""
    return address.startswith((HISTORY, DOWNLOADS, shelf("languages")))


def _flaw_of_path(file: str) -> str:
    segments = file.split("/")
    if any(segment in {"", ".", ".."} for segment in segments):
        return "it has an empty part, a . or a .."
    if any(len(segment.encode(errors="replace")) > MAX_SEGMENT for segment in segments):
        return f"a part of it is longer than {MAX_SEGMENT} bytes"
    return f"it is longer than {MAX_PATH} bytes" if len(file.encode(errors="replace")) > MAX_PATH else ""
