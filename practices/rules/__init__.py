"""Rules about practices and networks that need no database."""
