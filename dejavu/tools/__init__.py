"""What is installed or fetched from outside: a browser, a bundle."""
