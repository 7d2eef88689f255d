"""Fields that take files, checked by their content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from commissioning.web.forms.file_checks import ACCEPTED, LARGEST, check_file

MOST_FILES = 10
HINT = f"{ACCEPTED}, at most {LARGEST // 1024 // 1024} MB each. Nothing that names a patient."


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """One file, or with `multiple` a list of files, each accepted by `web.forms.file_checks`.

    The form must be sent as multipart. Keep what it gives with `keep_attachment`.
    """

    def __init__(self, *, multiple: bool = False, **kwargs: Any) -> None:
        self.multiple = multiple
        kwargs.setdefault("widget", FilesInput() if multiple else forms.FileInput())
        kwargs.setdefault("help_text", HINT)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if self.multiple and len(sent) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at once")
        uploads: list[UploadedFile] = []
        for file in sent or [None]:
            upload = super().clean(file, initial)
            if isinstance(upload, UploadedFile):
                check_file(upload)
                uploads.append(upload)
        if self.multiple:
            return uploads
        return uploads[0] if uploads else None
