"""What people tell each week of care homes, and what is told of it."""

from reporting.models.exceptions import ExceptionStep, HomeException, NilReturn

__all__ = ["ExceptionStep", "HomeException", "NilReturn"]
