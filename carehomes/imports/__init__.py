"""The layouts of files about care homes."""
