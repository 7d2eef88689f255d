"""One frozen object per screen: every string, tag and link on it, ready to print."""
