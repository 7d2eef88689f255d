"""Bringing in files: choose a kind, upload, look at what would change, confirm."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.imports import FileRefusedError
from commissioning.jobs.run import do_now
from commissioning.jobs.views import led_on
from commissioning.models import Upload
from commissioning.policy.decision import require
from commissioning.uploads.actions import ask_to_bring_in, preview_upload, withdraw_upload
from commissioning.uploads.selectors import uploads_visible_to, visible_upload, waiting_uploads
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from reporting.forms.uploads import FileUploadForm
from reporting.pages.uploads import (
    MOVED,
    KindsPage,
    MistakesPart,
    UploadPage,
    layout_of,
    names_of,
    upload_href,
    upload_rows,
)
from reporting.policy.uploads import uploads_files
from reporting.uploads import GROUPS, OFFERED, offered_to

REGISTER = ("Upload files", address_later("reporting:register"))


def _upload(request: SignedInRequest, key: UUID) -> Upload:
    kinds = [importer.name for importer in offered_to(request.user)]
    return or_404(visible_upload(request.user, key, kinds))


class UploadFilters(ListFilters):
    search_fields = ("name", "kind")
    search_label = "File name"
    kind = django_filters.ChoiceFilter(
        label="Kind of file",
        choices=[(importer.name, importer.title) for importer in OFFERED.values()],
    )
    status = django_filters.ChoiceFilter(label="State", choices=Upload.Status.choices)


UPLOADS = Listing(
    name="uploads",
    title="Files uploaded before",
    columns=(
        Column("File", sort="name"),
        Column("Kind", sort="kind"),
        Column("By"),
        Column("Uploaded", sort="uploaded_at", descending=True),
        Column("State", sort="status"),
    ),
    order="uploaded_at",
    filters=UploadFilters,
    none="No file has been uploaded yet.",
)


@require_safe
@allowed_to(uploads_files)
def register(request: SignedInRequest) -> HttpResponse:
    titles = {importer.name: importer.title for importer in OFFERED.values()}
    seen = uploads_visible_to(
        request.user, [importer.name for importer in offered_to(request.user)]
    )
    listing = UPLOADS.answer(request, seen, rows=partial(upload_rows, titles=titles))
    page = KindsPage.of(request.user, GROUPS, waiting_uploads(request.user), titles)
    context = {"page": page, "list": listing}
    return listing.download or render(request, "reporting/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(uploads_files)
def upload_new(request: SignedInRequest, kind: str) -> HttpResponse:
    importer = or_404(OFFERED.get(kind))
    require(importer.rule(request.user))
    form = FileUploadForm(*typed(request), importer=importer)
    about: dict[str, Any] = {"importer": importer, "layout": layout_of(importer), "wrong": None}

    def preview() -> Upload:
        file, details = form.cleaned_data["file"], form.cleaned_data.get("details")
        try:
            return preview_upload(
                importer=importer,
                file=file,
                details=details,
                answers=form.said,
                by=request.user,
            )
        except FileRefusedError as refused:
            names = " and ".join(upload_file.name for upload_file in (file, details) if upload_file)
            about["wrong"] = MistakesPart.of(refused, names)
            raise ValidationError({"file": about["wrong"].summary}) from refused

    return answer_form(
        request,
        form,
        preview,
        redirect_to=upload_href,
        template="reporting/upload_new.html",
        context=lambda: about | {"breadcrumbs": [REGISTER]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(uploads_files)
def upload(request: SignedInRequest, key: UUID) -> HttpResponse:
    upload = _upload(request, key)
    importer = OFFERED[upload.kind]
    wrong, moved = None, ""
    if request.method == "POST":
        try:
            job = do_now(ask_to_bring_in(importer=importer, upload=upload, by=request.user))
        except FileRefusedError as refused:
            wrong = MistakesPart.of(refused, names_of(upload))
        else:
            if job.is_open or not _upload(request, key).waits:
                return led_on(request, job)
            moved = MOVED
        upload = _upload(request, key)
    page = UploadPage.of(upload, importer, request.user)
    context = {"page": page, "wrong": wrong, "moved": moved, "breadcrumbs": [REGISTER]}
    return render(request, "reporting/upload.html", context)


@require_POST
@allowed_to(uploads_files)
def upload_cancel(request: SignedInRequest, key: UUID) -> HttpResponse:
    upload = withdraw_upload(upload=_upload(request, key), by=request.user)
    messages.success(request, f"{upload} is removed. Nothing of it was brought in")
    return redirect(address("reporting:register"))
