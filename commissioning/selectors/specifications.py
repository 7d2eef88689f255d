"""Reading published specifications: which are approved, which version governs a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from commissioning.domain.periods import Month
from commissioning.models import SpecificationVersion
from commissioning.specifications.schema import read_specification
from commissioning.specifications.types import Specification


def approved_versions(at: datetime | None = None) -> list[SpecificationVersion]:
    """Every approved version, or those approved by a moment, in the order they come into force."""
    versions = SpecificationVersion.objects.filter(approved_at__isnull=False)
    if at is not None:
        versions = versions.filter(approved_at__lte=at)
    return list(versions.order_by("code", "in_force_from", "approved_at", "pk"))


def published_version(code: str, version: str) -> SpecificationVersion | None:
    """A published version, approved or not."""
    return SpecificationVersion.objects.filter(code=code, version=version).first()


def in_force(versions: Iterable[SpecificationVersion], month: Month) -> SpecificationVersion | None:
    """Which of one specification's approved versions governs a month.

    The one in force on the month's first day; of two from the same day, the one approved last.
    None before the first.
    """
    standing = [each for each in versions if each.in_force_from <= month.first]
    return max(
        standing, key=lambda each: (each.in_force_from, each.approved_at, each.pk), default=None
    )


def parsed(version: SpecificationVersion) -> Specification:
    """A published version as plain values. Each text is read once a process."""
    return _read(version.text)


@lru_cache(maxsize=64)
def _read(text: str) -> Specification:
    return read_specification(text)
