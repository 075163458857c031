"""One source at a time: its front matter, checked against the contract, and its text."""
