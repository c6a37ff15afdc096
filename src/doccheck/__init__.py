"""doccheck."""
