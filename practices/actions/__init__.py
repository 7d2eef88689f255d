"""Every write about practices and networks."""
