"""The pages about care homes."""
