"""Bytes to text: everything that this program reads is UTF-8. Knows nothing of what the text says."""

import re

from press.ground.problems import Problem, place_of

_MERGED = "\n>>>>>>> "
"""The beginning of the last line of a merge conflict (git-merge)."""
_MERGE_OR_FENCE = re.compile(r"^(?:<{7} |>{7} |(`{3,}+|~{3,}+)(?=[^`\n]*$))[^\n]*", re.MULTILINE)


def decode(data: bytes, path: str, problems: list[Problem]) -> str | None:
    """Return `data`, of the file `path`, as text, or None and a problem: everything this program reads is UTF-8 (RFC 3629).

    UTF-16 is recognised by its byte order mark, or by a NUL in every other byte of its first letters. A text with an
    unresolved merge conflict is not read either.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or any(data[first:8:2] == bytes(4) for first in (0, 1)):
        problems.append(Problem(path=path, what="the file is UTF-16, not UTF-8", hint="save it as UTF-8"))
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        problems.append(Problem(path=path, line=line, column=column, what=what, hint="save the file as UTF-8"))
        return None
    unfinished = _merge(text) if _MERGED in text else None
    if unfinished is None:
        return text
    what, hint = "a merge was not finished here", "keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>"
    problems.append(Problem(path=path, line=place_of(text, unfinished)[0], what=what, hint=hint))
    return None


def _merge(text: str) -> int | None:
    """Return the offset in `text` of a merge conflict; None if there is none outside fenced code blocks."""
    begun, fence = None, ""
    for found in _MERGE_OR_FENCE.finditer(text):
        if found[1]:
            fence = "" if found[0].strip() == fence else fence or found[1]
        elif found[0][0] == "<":
            begun = begun if fence else found.start()
        elif begun is not None:
            return begun
    return None
