"""Where people live: care homes, their beds and who looks after them."""
