"""Keeping the files that people send with what they say."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commissioning.clock import today
from commissioning.models import Attachment, Organisation, User
from commissioning.policy.decision import require
from commissioning.policy.roles import can_send_for
from commissioning.records.audit import record
from commissioning.web.forms.file_checks import check_file


@transaction.atomic
def keep_attachment(*, upload: UploadedFile, organisation: Organisation, by: User) -> Attachment:
    """Keep a file for an organisation, once its content was checked.

    Raises ValidationError, in words, for what is not accepted: `web.forms.file_checks` says what.
    """
    require(can_send_for(by, organisation))
    checked = check_file(upload)
    attachment = Attachment(
        organisation=organisation,
        name=checked.name,
        kind=checked.kind,
        size=upload.size or 0,
        sha256=checked.sha256,
        uploaded_by=by,
        uploaded_on=today(),
    )
    attachment.file.save(checked.name, upload, save=False)
    attachment.save(force_insert=True)
    record("file received", attachment, by=by, sha256=checked.sha256, kind=checked.kind)
    return attachment
