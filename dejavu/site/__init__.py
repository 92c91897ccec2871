"""What surrounds the pages: assets, head, policy, downloads."""
