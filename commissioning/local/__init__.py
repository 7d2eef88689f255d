"""One machine, one command: what `./run` and `./test` do. A production site uses none of it."""
