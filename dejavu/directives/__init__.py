"""Lists and tables that a page asks for."""
