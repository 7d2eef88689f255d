"""What is owed to whom, and why: facts and specifications in, figures out. Pure."""
