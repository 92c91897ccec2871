"""Chapters as text, as executed notebooks, and as notebooks for readers."""
