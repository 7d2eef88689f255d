"""The pages of practices and networks."""
