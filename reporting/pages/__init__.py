"""What the pages of this app print."""
