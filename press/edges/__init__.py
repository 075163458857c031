"""Everything that touches the disk or the network. Sees pages and addresses, and nothing of what they mean."""
