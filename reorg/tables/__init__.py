"""The tables: their description, how they are read, written and cited."""
