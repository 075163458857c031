"""The HTTP headers for each file: `_headers`, which several hosts read, and the same for nginx and Apache.

They begin with a strict Content Security Policy (CSP level 3): no scripts, styles, pictures or frames from elsewhere or inline.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import unquote, urlsplit

from press.addresses import forwarding, routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.page import Page
from press.config.settings import Redirect, Settings
from press.formats.directive import literal, word
from press.ground import feedformat
from press.kernel.value import value


@value
class HeadersView:
    """The headers, and where they apply."""

    base_path: str
    """What every address of the site begins with; empty for a site at the root of its host."""
    everywhere: tuple[tuple[str, str], ...]
    """Name and value of each header that every file gets."""
    feed_copies: tuple[tuple[str, str], ...]
    """The old addresses at which feeds are served too, and the media type of each; nginx and Apache redirect these."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the files."""
    settings = edition.settings
    secure = settings.base_url.startswith("https://")
    everywhere = _everywhere(policy(forms(settings), search=edition.search), secure=secure)
    feed_copies = tuple(_feed_copies(edition.redirects))
    view = partial(HeadersView, base_path=settings.base_path, everywhere=everywhere, feed_copies=feed_copies)
    for name, write in (
        (routes.HEADERS, write_headers),
        (routes.NGINX.replace("*", ""), write_nginx),
        (routes.APACHE.replace("*", ""), write_apache),
    ):
        yield Page(claim=Claim(address=f"/{name}", literal=name), view=view, write=write)


_PAGES = (("Cache-Control", "no-cache"),)
"""Headers of pages for nginx and Apache: without them a browser guesses how long a page is fresh (RFC 9111, section 4.2.2)."""
_FIXED = (("Cache-Control", "public, max-age=31536000, immutable"),)
"""Headers of style sheets and scripts, whose names change with their content."""
_FEEDS = (("Access-Control-Allow-Origin", "*"), ("Cache-Control", "public, max-age=300"))
"""Additional headers of feeds and data: scripts on other sites may fetch them, and caches expire soon."""
TYPES = (
    *(((f"/{form.file}", f"/*/{form.file}"), f"{form.media_type}; charset=utf-8") for form in feedformat.FORMATS),
    ((routes.FEED_XML,), f"{feedformat.RSS.media_type}; charset=utf-8"),
    ((routes.OPML,), "text/x-opml; charset=utf-8"),
    ((routes.year_file("*"),), "application/jsonl; charset=utf-8"),
    ((routes.TABLE,), "text/csv; charset=utf-8"),
    ((routes.SCHEMA,), "application/schema+json"),
)
"""The addresses of feeds and data, where * stands for anything, and their media types, which servers do not know."""
_KNOWN = ("text/plain", "text/css", "text/javascript", "application/javascript", "application/json",
    "text/xml", "application/xml", "image/svg+xml")  # fmt: skip
"""The media types other than that of HTML that every server has for texts."""
_BESIDE = {"bib": "text/x-bibtex", "csv": "text/csv", "geojson": "application/geo+json", "ics": "text/calendar",
    "tsv": "text/tab-separated-values", "vtt": "text/vtt"}  # fmt: skip
"""The media types of texts that lie beside articles, by suffix, which not every server has."""
_FILES = {**_BESIDE, "epub": "application/epub+zip", "gz": "application/gzip"}
"""The same, with those of files that are no texts."""
_TEXTS = " ".join(dict.fromkeys((*_KNOWN, *(kind.partition(";")[0] for _, kind in TYPES), *_BESIDE.values())))
"""The media types of texts other than HTML: nginx names the character set, and both compress, only what they are told to."""


def _pattern(name: str) -> str:
    """Return the regular expression of `name`, in which * stands for anything."""
    return re.escape(name).replace(r"\*", ".*")


_SERVER_FILES = "|".join(map(_pattern, routes.SERVER_FILES))
"""The files that no server may show to readers."""


def _feed_copies(redirects: Iterable[Redirect]) -> Iterator[tuple[str, str]]:
    known = {ending(addresses).rpartition("/")[2]: media_type for addresses, media_type in TYPES}
    for claim, new in forwarding.feed_redirects(redirects):
        if not routes.is_feed(claim.address):  # that is named in TYPES already
            yield literal(routes.href(claim.address, "")), known[new.rpartition("/")[2]]


def ending(addresses: tuple[str, ...]) -> str:
    """Return the ending that all of `addresses` share, after the * that stands for anything."""
    return addresses[-1].rpartition("*")[2]


def forms(settings: Settings) -> str:
    """Return the origin besides the site's own that forms are sent to; empty if there is none."""
    parts = urlsplit(settings.newsletter.action if settings.newsletter else "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def policy(forms: str, *, search: bool) -> str:
    """Return the Content Security Policy: pages load only from the site itself; forms may also be sent to the origin `forms`.

    With `search`, the site's scripts may compile WebAssembly, which Pagefind needs.
    """
    compiled = " 'wasm-unsafe-eval'" if search else ""
    return (
        f"default-src 'none'; script-src 'self'{compiled}; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
        f"worker-src 'none'; connect-src 'self'; form-action 'self'{f' {forms}' if forms else ''}; base-uri 'none'"
    )


def _everywhere(policy: str, *, secure: bool) -> tuple[tuple[str, str], ...]:
    headers = (
        ("Content-Security-Policy", f"{policy}; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    )
    return (*headers, ("Strict-Transport-Security", "max-age=31536000")) if secure else headers


def write_headers(view: HeadersView) -> bytes:
    """Return the headers as Netlify, Cloudflare Pages and others read them from `_headers`."""
    groups = [(f"{view.base_path}/*", view.everywhere)]
    for addresses, media_type in (*TYPES, *(((address,), kind) for address, kind in view.feed_copies)):
        groups += [(f"{view.base_path}{address}", (("Content-Type", media_type), *_FEEDS)) for address in addresses]
    groups += [(f"{view.base_path}{routes.IMMUTABLE}*", _FIXED)]
    lines = [line for where, headers in groups for line in (where, *(f"  {name}: {value}" for name, value in headers), "")]
    return "\n".join(lines).encode()


def write_nginx(view: HeadersView) -> bytes:
    """Return the headers for a `location` of nginx; one within it repeats those that it would otherwise not inherit."""

    def add(headers: tuple[tuple[str, str], ...], indent: str = "") -> list[str]:
        return [f'{indent}add_header {name} "{value}" always;' for name, value in headers]

    def feed(addresses: tuple[str, ...], media_type: str) -> list[str]:
        kind, headers = media_type.partition(";")[0], add((*view.everywhere, *_FEEDS), "    ")
        return [f"location ~ {re.escape(ending(addresses))}$ {{", "    types {}", f"    default_type {kind};", *headers, "}"]

    location = f"^~ {word(unquote(view.base_path) + '/')}" if view.base_path else "/"
    lines = [
        f"# In the server block: location {location} {{ include /path/to/site/{routes.NGINX}; }}",
        "# After each publication: nginx -s reload. That location may not have charset, gzip or gzip_vary of its own as well.",
        "charset utf-8;",
        f"charset_types {_TEXTS};",
        "gzip on;",
        "gzip_vary on;",
        f"gzip_types {_TEXTS};",
        *add((*view.everywhere, *_PAGES)),
        *(line for addresses, media_type in TYPES for line in feed(addresses, media_type)),
        f"location ~* \\.({'|'.join(_FILES)})$ {{",
        f"    types {{ {' '.join(f'{media_type} {suffix};' for suffix, media_type in _FILES.items())} }}",
        "}",
        f"location {word(unquote(view.base_path) + routes.IMMUTABLE)} {{",
        *add((*view.everywhere, *_FIXED), "    "),
        "}",
        f"error_page 403 404 =404 {word(unquote(view.base_path) + routes.MISSING)};",
        f"location ~ /({_SERVER_FILES})$ {{ return 404; }}",
    ]
    return ("\n".join(lines) + "\n").encode()


def write_apache(view: HeadersView) -> bytes:
    """Return the headers for Apache, to be included for the folder of the site, or as the `.htaccess` of a copy."""

    def say(headers: tuple[tuple[str, str], ...], indent: str = "") -> list[str]:
        return [f'{indent}Header always set {name} "{value}"' for name, value in headers]

    def feed(addresses: tuple[str, ...], media_type: str) -> list[str]:
        name = addresses[-1].rpartition("/")[2]
        return [f'<FilesMatch "^{_pattern(name)}$">', f'    ForceType "{media_type}"', *say(_FEEDS, "    "), "</FilesMatch>"]

    lines = [
        f"# For the folder of the site: Include /path/to/site/{routes.APACHE}, and after each publication: apachectl graceful",
        f"# Or, in the copy that is served, after each publication: cat {routes.APACHE} > .htaccess",
        "# It needs mod_alias, mod_dir, mod_headers and mod_mime; it compresses with mod_deflate and mod_filter.",
        "AddDefaultCharset utf-8",
        f"AddCharset utf-8 .css .js .json .svg .txt .xml .{' .'.join(_BESIDE)}",
        *(f"AddType {media_type} .{suffix}" for suffix, media_type in _FILES.items()),
        "DirectoryIndex index.html",
        "<IfModule mod_deflate.c>",
        "    <IfModule mod_filter.c>",
        f"        AddOutputFilterByType DEFLATE text/html {_TEXTS}",
        "    </IfModule>",
        "</IfModule>",
        "# Apache would not know again the ETag of what it compressed, and never answer 304: a weak one is the same for both.",
        'Header edit ETag "^(W/)?\\"(.*)-(gzip|br)\\"$" "W/\\"$2\\""',
        *say((*view.everywhere, *_PAGES)),
        *(line for addresses, media_type in TYPES for line in feed(addresses, media_type)),
        f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(unquote(view.base_path) + routes.IMMUTABLE)}#">',
        *say(_FIXED, "    "),
        "</If>",
        *(f"ErrorDocument {status} {view.base_path}{routes.MISSING}" for status in (403, 404)),
        f'<FilesMatch "^({_SERVER_FILES})$">',
        "    Require all denied",
        "</FilesMatch>",
    ]
    return ("\n".join(lines) + "\n").encode()
