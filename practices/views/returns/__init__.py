"""Returns: boards, one return, writing it, judging it, and what is compiled of many."""
