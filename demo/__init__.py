"""The demo: a year of an invented CCG on real practices, played in the order it happened."""
