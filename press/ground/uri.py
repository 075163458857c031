"""Web addresses: which belong to the site itself, and how all are written in ASCII, as protocols require. Knows no site."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

PATH_SAFE = "!$&'()*+,/:;=@-._~"
"""What a path may contain unencoded besides letters and digits (RFC 3986, section 3.3)."""
REST_SAFE = f"{PATH_SAFE}?"
"""The same for a query or a fragment (sections 3.4 and 3.5)."""
RESERVED = "page-"
"""The prefix of the ids that belong to the page around a text."""
_CHARACTERS = rf"(?:[a-zA-Z0-9{re.escape(REST_SAFE)}]|%[0-9a-fA-F]{{2}})*"
_WHOLE = re.compile(f"{_CHARACTERS}(?:#{_CHARACTERS})?")
_STRAY = re.compile(r"%(?![0-9a-fA-F]{2})")
_WEB = re.compile(r"^https?:(?=//)")
_NEVER = re.compile(r"[\s\x00-\x20\x7f<>\"\\]")
_LOOPBACK = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d*)?(?=[/?#]|\Z)", re.IGNORECASE)
_SLASHES = "/\\"
"""What browsers take for a slash (URL standard, 4.4)."""
_BREAK = re.compile(r"[\t\n\r]")
_ID = {
    "tag": re.compile(r"tag:(?:[a-z0-9._-]+@)?[a-z0-9][a-z0-9.-]*,\d{4}(?:-\d{2}(?:-\d{2})?)?:.*"),
    "urn:uuid": re.compile(r"urn:uuid:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
_SCHEMED = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:.+")
_COMPONENT = {code: quote(chr(code), safe="") for code in range(128)}


def is_local(address: str) -> bool:
    """Return whether `address` belongs to the site itself: it begins with one slash, as two introduce the name of a host."""
    return address.startswith("/") and not address.startswith("//")


def path_of(address: str) -> str:
    """Return `address` without its query and its fragment."""
    return address.partition("#")[0].partition("?")[0]


def is_web(url: str) -> bool:
    """Return whether `url` is a web address: http or https, a host, a possible port, and no sign that nobody would mean."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and not _NEVER.search(url)
    except ValueError:  # a bracket that is never closed, or a port that is too high or no number
        return False


def below(url: str, base_url: str) -> str | None:
    """Return `url` as an address of the site at `base_url`, with its query and fragment; None if it leads elsewhere.

    A host or a path that merely begins like that of the site is another one: example.org.uk is not example.org. The host
    may be written in capitals or in its own script, and with http, https or neither before it.
    """
    if not base_url:
        return None
    rest = url.removeprefix(base_url)
    if rest == url:
        url = _WEB.sub("", normal(url))
        rest = url.removeprefix(_WEB.sub("", base_url))
    if rest == url or rest[:1] not in {"", "/", "?", "#"}:
        return None
    return f"/{rest.lstrip(_SLASHES)}"  # two slashes would lead to another host


def on_loopback(url: str, base_url: str) -> str | None:
    """Return what `url` means on the site at `base_url` if it leads to the computer of whoever follows it; None otherwise.

    A preview is served there, below the path of the site.
    """
    found = _LOOPBACK.match(url)
    if found is None:
        return None
    rest = url[found.end() :] or "/"
    return below("/".join(base_url.split("/", 3)[:3]) + rest, base_url) or rest


def normal(url: str) -> str:
    """Return `url` as the base URL is written in the settings, to be compared with it: as a URI, its host in small letters."""
    try:
        parts = urlsplit(uri(url))
    except ValueError:
        return url
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def uri(iri: str) -> str:
    """Return `iri` as a URI: percent-encoded wherever RFC 3986 requires it, and with its host in IDNA (RFC 3987, 3.1).

    Line breaks and tabs are removed, as by browsers (URL standard, section 4.4).
    """
    if _WHOLE.fullmatch(iri):
        return iri
    iri = _BREAK.sub("", iri).strip()
    try:
        parts = urlsplit(iri)
        host = parts.netloc if parts.netloc.isascii() else _in_ascii(parts.netloc)
    except (UnicodeError, ValueError):
        return uri(encoded(iri, f"{REST_SAFE}#"))  # once encoded, it can be divided
    path, query, fragment = encoded(parts.path, PATH_SAFE), encoded(parts.query, REST_SAFE), encoded(parts.fragment, REST_SAFE)
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _in_ascii(netloc: str) -> str:
    """Return `netloc` with its host as browsers look it up (UTS 46, nontransitional; URL standard, section 3.3)."""
    import idna  # few addresses need it

    user, at, server = netloc.rpartition("@")
    host, colon, port = server.partition(":")
    return f"{quote(user, safe=':%')}{at}{idna.encode(host, uts46=True, transitional=False).decode()}{colon}{port}"


def encoded(part: str, safe: str) -> str:
    """Return `part` of an address, which may be percent-encoded already, with all but letters, digits and `safe` encoded."""
    return _STRAY.sub("%25", quote(part, safe=f"{safe}%"))


def is_uri(text: str) -> bool:
    """Return whether `text` is a URI with a scheme (RFC 3986), and valid if it is a tag (RFC 4151) or a UUID (RFC 9562)."""
    form = next((form for name, form in _ID.items() if text.startswith(f"{name}:")), _SCHEMED)
    return bool(_WHOLE.fullmatch(text) and form.fullmatch(text))


def component(text: str) -> str:
    """Return `text` percent-encoded as a part of a URL (RFC 3986)."""
    return text.translate(_COMPONENT) if text.isascii() else quote(text, safe="")
