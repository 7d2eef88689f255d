"""What people tell each week of care homes, and what they are told in turn."""

from reporting.models.exceptions import ExceptionStep, HomeException, NilReturn
from reporting.models.messages import CalendarFeed, Message, MessageChoice

__all__ = [
    "CalendarFeed",
    "ExceptionStep",
    "HomeException",
    "Message",
    "MessageChoice",
    "NilReturn",
]
