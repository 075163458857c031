"""From a Markdown body to clean HTML, and from there to plain text. Knows no other article and no address."""
