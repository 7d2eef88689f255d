"""Why work was not done, in plain words for whoever asked for it."""

from __future__ import annotations

import errno

from django.core.exceptions import PermissionDenied, ValidationError

from commissioning.imports import FileRefusedError
from commissioning.web.pdf import ExportError

MOST_SAID = 5  # mistakes named; the rest are counted
NO_ROOM = (
    "There is no room left on the disk where files are kept. Nothing of it was kept: try again once"
    " whoever looks after the site has made room"
)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REFUSALS = (PermissionDenied, ValidationError, FileRefusedError, ExportError)


def in_words(wrong: Exception) -> str:
    """What to tell of what stood in the way; nothing where nobody foresaw it."""
    if isinstance(wrong, ValidationError):
        return _joined([str(message) for message in wrong.messages])
    if isinstance(wrong, FileRefusedError):
        return _joined([str(mistake) for mistake in wrong.mistakes])
    if isinstance(wrong, PermissionDenied):
        return str(wrong) or "You may not do this any more"
    if isinstance(wrong, ExportError):
        return str(wrong)
    if isinstance(wrong, OSError) and wrong.errno in FULL:
        return NO_ROOM
    return ""


def _joined(reasons: list[str]) -> str:
    left = len(reasons) - MOST_SAID
    more = [f"And {left:,} more"] if left > 0 else []
    return ". ".join(reason.rstrip(".") for reason in [*reasons[:MOST_SAID], *more])
