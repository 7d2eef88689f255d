"""What other programs read of reporting."""
