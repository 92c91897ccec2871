"""This book beside stock Jupyter Book, measured in one run."""
