"""The rules of weeks: pure, without Django, clocks or databases."""
