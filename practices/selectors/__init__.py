"""Reading practices, networks and lists, as they were on a day."""
