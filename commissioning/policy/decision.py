"""A yes, or a no with its reason: what every rule of every app's policy answers with."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Permission:
    """Yes, or no with the reason a person is told."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Permission()


def no(reason: str) -> Permission:
    return Permission(reason)


def require(decision: Permission) -> None:
    """Stop with the reason when the answer is no."""
    if not decision:
        raise PermissionDenied(decision.reason)
