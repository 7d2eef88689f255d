"""The one way to write what was done about an exception. Actions call it."""

from __future__ import annotations

from commissioning.clock import today
from commissioning.models import User
from reporting.models import ExceptionStep, HomeException


def step(exception: HomeException, what: str, by: User, words: str = "") -> None:
    """Add a step, in the transaction of the action that takes it."""
    ExceptionStep.objects.create(exception=exception, what=what, by=by, on=today(), words=words)
