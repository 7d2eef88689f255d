"""A file that somebody wants to publish: looked at first, then published or thrown away."""

from __future__ import annotations

from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.models import SpecificationDraft, SpecificationVersion, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.specifications.publishing.actions import publish_specification
from commissioning.specifications.publishing.policy import (
    can_publish_draft,
    can_publish_specification,
)
from commissioning.specifications.publishing.selectors import published_version
from commissioning.specifications.schema import Mistake, SpecificationError, read_specification


@transaction.atomic
def draft_specification(*, text: str, reason: str = "", by: User) -> SpecificationDraft:
    """Keep a file that reads well, so that people can see what it would be and what it would cost.

    The same person's earlier draft of the version gives way to it. Raises SpecificationError with
    every mistake in the file.
    """
    require(can_publish_specification(by))
    specification = read_specification(text)
    mistakes = []
    if published_version(specification.code, specification.version):
        mistakes.append(
            Mistake(
                "version",
                f"{specification.code} {specification.version} is published already, and a "
                "published version never changes: give the file a new version",
            )
        )
    if patient_data := patient_data_in(text):
        mistakes.append(Mistake("the file", patient_data))
    if mistakes:
        raise SpecificationError(mistakes)
    draft, _ = SpecificationDraft.objects.update_or_create(
        code=specification.code,
        version=specification.version,
        drafted_by=by,
        defaults={
            "title": specification.title,
            "text": text,
            "reason": reason,
            "drafted_on": today(),
        },
    )
    record("specification drafted", draft, by=by, reason=reason)
    return draft


@transaction.atomic
def publish_draft(*, draft: SpecificationDraft, by: User) -> SpecificationVersion:
    """Publish what was looked at. Whoever prepared the draft publishes it."""
    draft = SpecificationDraft.objects.select_for_update().get(pk=draft.pk)
    require(can_publish_draft(by, draft))
    version, _ = publish_specification(text=draft.text, reason=draft.reason, by=by)
    draft.delete()
    return version


@transaction.atomic
def discard_draft(*, draft: SpecificationDraft, by: User) -> None:
    """Throw a draft away; the row history keeps it."""
    draft = SpecificationDraft.objects.select_for_update().get(pk=draft.pk)
    require(can_publish_draft(by, draft))
    record("specification draft thrown away", draft, by=by)
    draft.delete()
