"""What follows from what was said about care homes. Pure."""
