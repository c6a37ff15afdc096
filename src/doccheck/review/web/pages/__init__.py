"""One module a page or a pair of pages; each offers ``router``."""
