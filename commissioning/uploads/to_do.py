"""Files that wait for the word of whoever uploaded them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.models import User
from commissioning.uploads.selectors import waiting_uploads
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo


def uploads(user: User, on: date) -> Iterable[ToDo]:
    """One's own uploads that are not confirmed; they are removed after a day."""
    for upload in waiting_uploads(user):
        yield ToDo(
            title=f"Confirm or cancel the file {upload.name}",
            href=address("reporting:upload", key=upload.pk),
            due=on,
            note="Nothing of it is brought in until you confirm it",
        )
