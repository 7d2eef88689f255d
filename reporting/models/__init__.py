"""What people tell each week of care homes, and what they are told in turn."""

from reporting.models.exceptions import Consequence, ExceptionStep, HomeException, NilReturn
from reporting.models.messages import CalendarFeed, Message, MessageChoice
from reporting.models.sitreps import Sitrep, SitrepException, SitrepHome, SitrepPractice

__all__ = [
    "CalendarFeed",
    "Consequence",
    "ExceptionStep",
    "HomeException",
    "Message",
    "MessageChoice",
    "NilReturn",
    "Sitrep",
    "SitrepException",
    "SitrepHome",
    "SitrepPractice",
]
