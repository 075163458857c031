"""What one article, or many, look like to machines: feeds, data, citations, search records, the weekly letter."""
