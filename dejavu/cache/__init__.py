"""What earlier builds found or made, under digests of what it came from."""
