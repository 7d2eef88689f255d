"""Reading published specifications: which are approved, which version governs a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from commissioning.domain.periods import Month
from commissioning.models import SpecificationDraft, SpecificationVersion, User
from commissioning.specifications.publishing.policy import (
    can_publish_specification,
    reads_proposed_specifications,
    reads_specifications,
)
from commissioning.specifications.schema import Specification, read_specification
from commissioning.web.request_cache import once_a_page

READ: dict[str, Specification] = {}  # what this process has read, by the hash of its text
MOST_READ = 64


@once_a_page
def approved_versions(at: datetime | None = None) -> list[SpecificationVersion]:
    """Every approved version, or those approved by a moment, in the order they come into force.

    Without their texts, which are long: `parsed` fetches one that this process has not read.
    """
    versions = SpecificationVersion.objects.filter(approved_at__isnull=False).defer("text")
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
    standing = [version for version in versions if version.in_force_from <= month.first]
    return max(
        standing,
        key=lambda version: (version.in_force_from, version.approved_at, version.pk),
        default=None,
    )


def parsed(version: SpecificationVersion) -> Specification:
    """A published version as plain values. Each text is fetched and read once a process."""
    specification = READ.get(version.sha256)
    if specification is None:
        if len(READ) >= MOST_READ:
            READ.clear()
        specification = READ[version.sha256] = read_specification(version.text)
    return specification


def versions_visible_to(user: User) -> QuerySet[SpecificationVersion]:
    """Approved versions for everybody; those that wait, for the CCG and those who agree to them."""
    versions = SpecificationVersion.objects.select_related("published_by", "approved_by").defer(
        "text"
    )
    if reads_proposed_specifications(user):
        return versions
    if reads_specifications(user):
        return versions.filter(approved_at__isnull=False)
    return versions.none()


def visible_version(user: User, code: str, version: str) -> SpecificationVersion | None:
    """One version of a specification, where the person may see it."""
    versions = versions_visible_to(user).filter(code=code, version=version)
    return versions.select_related("approval").defer(None).first()


def governing_version(user: User, code: str, day: date) -> SpecificationVersion | None:
    """The version that governs a day's month; else the first to come, or one that waits."""
    versions = list(versions_visible_to(user).filter(code=code).defer(None))
    approved = [approved_version for approved_version in versions if approved_version.approved_at]
    standing = in_force(approved, Month.of(day))
    return standing or next(iter(approved or versions), None)


def version_before(version: SpecificationVersion) -> SpecificationVersion | None:
    """The approved version that another takes the place of: the latest one approved before it."""
    earlier = SpecificationVersion.objects.filter(code=version.code, approved_at__isnull=False)
    if version.pk is not None:
        earlier = earlier.exclude(pk=version.pk)
    if version.approved_at is not None:
        earlier = earlier.filter(approved_at__lt=version.approved_at)
    return earlier.order_by("-in_force_from", "-approved_at", "-pk").first()


def drafts_of(user: User) -> QuerySet[SpecificationDraft]:
    """The drafts that a person prepared. Colleagues of the team read them too, but not publish."""
    if not can_publish_specification(user):
        return SpecificationDraft.objects.none()
    return SpecificationDraft.objects.select_related("drafted_by")


def versions_waiting() -> QuerySet[SpecificationVersion]:
    """Published versions that nobody approved yet, the oldest first."""
    waiting = SpecificationVersion.objects.filter(approved_at__isnull=True).defer("text")
    return waiting.select_related("published_by").order_by("pk")


def titles_by_code() -> dict[str, str]:
    """What each approved specification is called, in its latest version."""
    return {version.code: version.title for version in approved_versions()}
