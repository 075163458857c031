"""Addresses of the web: which are of the site itself, and the others in ASCII, as protocols want them. Knows no site."""

from urllib.parse import quote, urlsplit, urlunsplit

KEPT = "!#$%&'()*+,/:;=?@[]~-._"
"""What stays as it is in an address that may be percent-encoded in part (RFC 3986)."""


def is_local(address: str) -> bool:
    """Return whether `address` is one of the site itself: it begins with one slash, for two begin the name of a host."""
    return address.startswith("/") and not address.startswith("//")


def below(url: str, base_url: str) -> str | None:
    """Return `url` as an address of the site at `base_url`, with its query and fragment; None if it leads elsewhere.

    A host or a path that only begins as those of the site do is another one: example.org.uk is not example.org.
    """
    rest = url.removeprefix(base_url)
    if not base_url or rest == url or rest[:1] not in {"", "/", "?", "#"}:
        return None
    return rest if rest.startswith("/") else f"/{rest}"


def uri(iri: str) -> str:
    """Return `iri` in ASCII: the path percent-encoded, the host as IDNA writes it (RFC 3987, section 3.1)."""
    if iri.isascii() and " " not in iri:
        return iri
    try:
        parts = urlsplit(iri)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except (UnicodeError, ValueError):
        return quote(iri, safe=KEPT)
    path, query, fragment = (quote(part, safe=KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))
