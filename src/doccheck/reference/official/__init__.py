"""CMS's own files: recognised by their content, read strictly, and compiled into the reference's tables."""
