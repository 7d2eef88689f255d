"""What differs between two workings of a run, by payee, and why."""

from payments.engine.comparing.changes import since_last_month, since_last_preparation
from payments.engine.comparing.lines import compared, differences

__all__ = ["compared", "differences", "since_last_month", "since_last_preparation"]
