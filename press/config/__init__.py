"""config.yaml, section by section: what a publisher decides once for the whole archive."""
