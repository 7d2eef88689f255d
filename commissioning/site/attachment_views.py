"""Giving out the files that people sent, to those who may see them."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from commissioning.policy.roles import signed_in
from commissioning.records.attachment_selectors import attachments_visible_to
from commissioning.records.file_checks import CONTENT_TYPES
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to


@require_safe
@allowed_to(signed_in)
def attachment(request: SignedInRequest, key: UUID) -> FileResponse:
    """One file, to be saved and never shown within the site."""
    attachment = or_404(attachments_visible_to(request.user).filter(pk=key).first())
    try:
        content = attachment.file.open("rb")
    except OSError as wrong:
        raise Http404 from wrong
    return FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type=CONTENT_TYPES.get(attachment.kind, "application/octet-stream"),
    )
