"""What every other part speaks in: problems, text, time, languages, slugs, YAML forms, the words of the interface."""
