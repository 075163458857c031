"""The elements of clean HTML: how their tags are found, and which of them are of one kind. Knows not what they hold."""

import re

TAG = re.compile(r"<(/?)([a-z][^\s<>/]*)((?:[\s/][^<>]*)?)>")
"""A tag of clean HTML: the slash of an end tag, the name, and everything after it."""
CODE = r"<(code|pre)\b.*?</\1>"
"""Code, for a regular expression that begins with it."""
INLINE = "a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var"
"""Elements within a line of text, which divide no words, for a regular expression."""
LINES = frozenset({"p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "summary", "h2", "h3", "h4", "h5", "h6"})
"""Elements that contain a line of text."""
VOID = frozenset({"area", "br", "col", "hr", "img", "source", "track", "wbr"})
"""Elements without content."""
