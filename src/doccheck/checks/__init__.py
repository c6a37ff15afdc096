"""checks (to be described by its owner)."""
