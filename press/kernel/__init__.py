"""General-purpose helpers, useful to any program: they know nothing of articles and import only the standard library."""
