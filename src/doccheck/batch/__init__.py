"""batch (to be described by its owner)."""
