"""Makes what is wider than its page scrollable with a keyboard. Knows neither the page nor its look."""

import re

from press.prose import RESERVED

_WIDE = re.compile(r'<h[2-6](?: [^>]*?)? id="([^"]+)"|<table\b|</table>|<pre\b')
"""The tags that show where tables and code blocks are, and under which heading."""


def scrollable(converted: str) -> str:
    """Return the HTML `converted` with tables and code blocks that can be scrolled with a keyboard.

    Each is a focusable group (WCAG 2.1.1), named by the heading above it, or otherwise by the heading of the page.
    """
    if "<table" not in converted and "<pre" not in converted:
        return converted
    heading = f"{RESERVED}title"

    def put(match: re.Match[str]) -> str:
        nonlocal heading
        if match[1]:
            heading = match[1]
            return match[0]
        group = f'role="group" aria-labelledby="{heading}" tabindex="0"'
        if match[0] == "<table":
            return f'<div class="scroll" {group}><table'
        return "</table></div>" if match[0] == "</table>" else f"<pre {group}"

    return _WIDE.sub(put, converted)
