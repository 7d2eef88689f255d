"""The files that people sent with their returns."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.models import Attachment, Organisation


def file_names(organisation: Organisation, keys: Iterable[str]) -> dict[str, str]:
    """The names of the files of an organisation, by their keys."""
    attachments = Attachment.objects.filter(organisation=organisation, pk__in=set(keys))
    return {str(attachment.pk): attachment.name for attachment in attachments}
