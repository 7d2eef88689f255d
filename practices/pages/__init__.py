"""What the pages of practices and networks say."""
