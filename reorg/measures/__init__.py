"""What is measured: pure functions over frames."""
