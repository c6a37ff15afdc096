"""case (to be described by its owner)."""
