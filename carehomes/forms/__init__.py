"""What is asked of people about care homes."""
