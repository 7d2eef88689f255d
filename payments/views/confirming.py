"""Bringing in the payer's file: every mistake at once, or what it says before it is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commissioning.imports import FileRefusedError
from commissioning.jobs.run import do_now
from commissioning.jobs.views import led_on
from commissioning.models import Upload
from commissioning.uploads.actions import ask_to_bring_in, preview_upload, withdraw_upload
from commissioning.uploads.importer import UploadDetails
from commissioning.uploads.selectors import visible_upload
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.forms.sent_payments import ConfirmationsForm
from payments.pages.sent_payments import preview_blocks, preview_rows
from payments.policy.sent_payments import keeps_confirmations
from payments.uploads import CONFIRMATIONS

TRAIL = ("Sent to the payer", address_later("payments:confirmations"))


def _upload(request: SignedInRequest, key: str) -> Upload:
    try:
        number = UUID(key)
    except ValueError as wrong:
        raise Http404 from wrong
    return or_404(visible_upload(request.user, number, [CONFIRMATIONS.name]))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_confirmations)
def confirmations_upload(request: SignedInRequest) -> HttpResponse:
    if key := request.POST.get("upload"):
        return _answered(request, _upload(request, key))
    form = ConfirmationsForm(*typed(request))

    def preview() -> Upload | None:
        file = form.cleaned_data["file"]
        try:
            return preview_upload(
                importer=CONFIRMATIONS, file=file, answers=UploadDetails(), by=request.user
            )
        except FileRefusedError as refused:
            form.take_mistakes(refused)
        return None

    return answer_form(
        request,
        form,
        preview,
        redirect_to=lambda upload: _shown(request, upload),
        template="payments/confirmations_upload.html",
        context={
            "title": "Bring in the payer’s confirmations",
            "multipart": True,
            "button": "See what it says",
            "cancel_href": address("payments:confirmations"),
            "breadcrumbs": [TRAIL],
            "layout": CONFIRMATIONS.layout,
        },
    )


def _answered(request: SignedInRequest, upload: Upload) -> HttpResponse:
    """Keep the file that was shown, or let it go."""
    if "confirmed" not in request.POST:
        withdraw_upload(upload=upload, by=request.user)
        return redirect(address("payments:confirmations_upload"))
    try:
        job = do_now(ask_to_bring_in(importer=CONFIRMATIONS, upload=upload, by=request.user))
    except FileRefusedError as refused:
        messages.warning(request, f"Nothing was kept: {refused.mistakes[0]}")
        return redirect(address("payments:confirmations_upload"))
    if job.is_open:
        return led_on(request, job)
    upload.refresh_from_db()
    if upload.waits:
        return _shown(request, upload)
    messages.success(request, f"{upload.name} is kept, whole")
    return redirect(address("payments:confirmation_files"))


def _shown(request: SignedInRequest, upload: Upload) -> HttpResponse:
    context: dict[str, Any] = {"title": "Check what the payer says before it is kept"}
    context["form"] = None
    context |= {"rows": preview_rows(upload), "blocks": preview_blocks(upload)}
    context |= {"answers": [("upload", str(upload.pk))], "button": "Keep it"}
    context |= {"breadcrumbs": [TRAIL]}
    return render(request, "payments/check.html", context)
