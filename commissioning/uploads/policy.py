"""Who confirms a file that was uploaded and shown."""

from __future__ import annotations

from commissioning.models import Upload, User
from commissioning.policy.decision import YES, Permission, no


def can_confirm_upload(user: User, upload: Upload) -> Permission:
    """Confirm, or cancel, a file that was shown: its own uploader, once."""
    if upload.uploaded_by_id != user.pk:
        return no(f"Only {upload.uploaded_by} confirms or cancels this file")
    if not upload.waits:
        return no(f"This file waits no longer: {upload.get_status_display().lower()}")
    return YES
