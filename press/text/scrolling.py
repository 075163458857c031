"""Makes what is wider than its page scrollable with a keyboard. Does not know the page."""

import re

from press.ground.uri import RESERVED

_WIDE = re.compile(
    r'<h[2-6](?: [^>]*?)? id="([^"]+)"|<table\b(?:(?=[^>]*>\s*<caption\b[^>]*>(.*?)</caption>)|)|</table>|<pre\b', re.DOTALL
)
"""The tags that show where tables, with their captions, and code blocks are, and under which heading."""
_TAG = re.compile(r"<[^>]*>")


def scrollable(converted: str) -> str:
    """Return the HTML `converted` with tables and code blocks that can be scrolled with a keyboard.

    Each is a focusable group (WCAG 2.1.1), named by its caption, or otherwise by the heading above it or that of the page.
    """
    if "<table" not in converted and "<pre" not in converted:
        return converted
    heading = f"{RESERVED}title"

    def put(match: re.Match[str]) -> str:
        nonlocal heading
        if match[1]:
            heading = match[1]
            return match[0]
        caption = _TAG.sub("", match[2] or "").strip().replace('"', "&quot;")
        name = f'aria-label="{caption}"' if caption else f'aria-labelledby="{heading}"'
        group = f'role="group" {name} tabindex="0"'
        if match[0] == "<table":
            return f'<div class="scroll" {group}><table'
        return "</table></div>" if match[0] == "</table>" else f"<pre {group}"

    return _WIDE.sub(put, converted)
