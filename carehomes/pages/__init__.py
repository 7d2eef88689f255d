"""What the pages about care homes say, ready to print."""
