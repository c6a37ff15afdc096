"""requirements (to be described by its owner)."""
