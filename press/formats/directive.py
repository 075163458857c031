"""Quotes words in server configurations: nginx and Apache quote alike. Knows neither addresses nor pages."""


def word(text: str) -> str:
    """Return `text` as one word of a directive."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def single(text: str) -> str:
    """Return `text` as a word of an Apache expression within a directive."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def replacement(text: str) -> str:
    """Return `text` as a replacement in an Apache directive, where dollar and backslash have a meaning of their own."""
    return word(text.replace("\\", "\\\\").replace("$", "\\$"))


def literal(address: str) -> str:
    """Return `address`, percent-encoded, as `_headers` and `_redirects` compare it: otherwise it could be a pattern."""
    return address.replace("*", "%2A").replace(":", "%3A")
