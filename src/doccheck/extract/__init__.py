"""extract (to be described by its owner)."""
