"""ground (to be described by its owner)."""
