"""What is asked of people before something is done about payments."""
