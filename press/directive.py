"""Writes words of the configuration of servers: nginx and Apache quote alike. Knows neither addresses nor pages."""


def word(text: str) -> str:
    """Return `text` as one word of a directive."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def single(text: str) -> str:
    """Return `text` as a word of an expression of Apache within a directive."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def substitute(text: str) -> str:
    """Return `text` as what Apache puts in the place of a match, in which a dollar and a backslash mean something else."""
    return word(text.replace("\\", "\\\\").replace("$", "\\$"))
