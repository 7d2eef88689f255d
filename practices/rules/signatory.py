"""Small values that forms ask for and actions take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for a practice."""

    name: str
    role: str
