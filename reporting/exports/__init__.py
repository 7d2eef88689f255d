"""Files that are made of sitreps."""
