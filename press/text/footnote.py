"""Tells readers who hear a text what its footnotes are. Knows only the HTML that Python-Markdown makes of them."""

import re

_REFERENCE = '<a class="footnote-ref" '
_NOTES = '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:'
_BACK = re.compile(r'(</a>)?(<a class="footnote-backref" href="#fnref(\d*):[^"]*") title="([^"]*)">')


def labelled(html: str) -> str:
    """Return the clean HTML `html`, with the roles of its footnotes (DPUB-ARIA), and a name for each way back (WCAG 2.4.4).

    All ways back show an arrow; between two of one footnote comes a space, so that a finger meets the right one.
    """
    if _NOTES not in html:
        return html
    listed = html.replace(_NOTES, _NOTES.replace(">", ' role="doc-endnotes">', 1))
    return _BACK.sub(_way_back, listed.replace(_REFERENCE, f'{_REFERENCE}role="doc-noteref" '))


def _way_back(match: re.Match[str]) -> str:
    before, link, again, note = match.groups()
    which = f"{note} ({again})" if again else note
    return f'{f"{before} " if before else ""}{link} role="doc-backlink" aria-label="↩ {which}">'
