"""What may not stand in prose."""
