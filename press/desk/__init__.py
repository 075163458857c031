"""What authors and publishers use beside the build: the preview, the ledger, the weekly letter, the hub, and proof of a build."""
