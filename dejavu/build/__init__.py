"""A build from beginning to end, and the edition that it puts in place."""
