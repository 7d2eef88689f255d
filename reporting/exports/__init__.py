"""Files that are made of sitreps and deadlines."""
