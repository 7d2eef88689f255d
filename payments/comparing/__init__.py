"""What differs between two workings of a run, by payee, and why."""

from payments.comparing.changes import since_last_month, since_last_preparation
from payments.comparing.lines import compared, differences

__all__ = ["compared", "differences", "since_last_month", "since_last_preparation"]
