"""Names to addresses: where everything stands, who claims what, and how articles refer to each other."""
