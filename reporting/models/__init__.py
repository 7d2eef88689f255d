"""What people tell each week of care homes, and what is told of it."""

from reporting.models.exceptions import Consequence, ExceptionStep, HomeException, NilReturn
from reporting.models.sitreps import Sitrep, SitrepException, SitrepHome, SitrepPractice

__all__ = [
    "Consequence",
    "ExceptionStep",
    "HomeException",
    "NilReturn",
    "Sitrep",
    "SitrepException",
    "SitrepHome",
    "SitrepPractice",
]
