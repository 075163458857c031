"""Every address ever published, and what became of it."""
