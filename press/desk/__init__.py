"""What authors and publishers use beside the build: the preview and the ledger."""
