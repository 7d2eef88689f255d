"""Every write about care homes."""
