"""The layouts of files about practices and networks."""
