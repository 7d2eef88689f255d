"""What people have to do here, one module a subject; the home page puts all of it in order."""

from __future__ import annotations

from commissioning.accounts.to_do import invitations_to_do
from commissioning.commissioner_tasks.to_do import tasks
from commissioning.specifications.publishing.to_do import variations_to_answer, versions_to_approve
from commissioning.uploads.to_do import uploads
from commissioning.web.to_do import Source

SOURCES: tuple[Source, ...] = (
    invitations_to_do,
    tasks,
    uploads,
    variations_to_answer,
    versions_to_approve,
)
