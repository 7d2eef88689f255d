"""A yes, or a no with its reason: what every rule of every app's policy answers with."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes, or no with the reason a person is told."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Decision()


def no(reason: str) -> Decision:
    return Decision(reason)


def require(decision: Decision) -> None:
    """Stop with the reason when the answer is no."""
    if not decision:
        raise PermissionDenied(decision.reason)
