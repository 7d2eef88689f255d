"""Work that is done by the clock."""

from __future__ import annotations

from celery import shared_task

from commissioning.actions.uploads import forget_old_uploads
from commissioning.imports.command import person


@shared_task
def remove_old_uploads() -> int:
    """Remove uploaded files that nobody confirmed within a day."""
    return forget_old_uploads(by=person(None))
