"""Reports for programs (JSON), for a terminal (text) and for a browser (one HTML page)."""
