"""What authors and publishers use beside the build: the preview, the ledger and the weekly letter."""
