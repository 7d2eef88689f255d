"""What the pages that concern every app ask."""
