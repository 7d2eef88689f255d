"""What people have to do here, one module a subject; the home page puts all of it in order."""

from __future__ import annotations

from commissioning.selectors.to_do import tasks, uploads
from commissioning.selectors.to_do.invitations import invitations_to_do
from commissioning.selectors.to_do.specifications import (
    variations_to_answer,
    versions_to_approve,
)
from commissioning.to_do import Source

SOURCES: tuple[Source, ...] = (
    invitations_to_do,
    tasks.tasks,
    uploads.uploads,
    variations_to_answer,
    versions_to_approve,
)
