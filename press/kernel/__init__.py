"""What would serve any program: it knows nothing of articles and imports the standard library only."""
