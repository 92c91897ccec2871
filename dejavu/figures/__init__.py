"""Charts on a page: frame, picture, downloads."""
