"""Builders of what tests need, each making a valid thing."""
