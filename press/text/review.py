"""Asks every check what is wrong with a converted text. Does not know what they look for."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from press.ground.problems import Remark
from press.text import bareurl, classname, defect, definition, dialect, emptylink, htmlblock, langattr, nesting, remnant
from press.text.converted import Converted

CHECKS: tuple[Callable[[Converted], Iterable[Remark]], ...] = (
    defect.unclosed_fence, defect.crowded_rows, nesting.remarks, htmlblock.remarks, remnant.remarks, dialect.remarks,
    definition.repeated_notes, definition.empty_notes, definition.undefined_notes, definition.undefined_links,
    emptylink.remarks, bareurl.remarks, classname.remarks, langattr.remarks,
)  # fmt: skip
"""Each yields what it finds in a text, and is quick where there can be nothing."""


def remarks(text: Converted) -> Iterator[Remark]:
    """Return everything that the checks find in `text`."""
    return chain.from_iterable(check(text) for check in CHECKS)
