"""Fields that take files, checked by their content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from commissioning.evidence import ACCEPTED, LARGEST, check_file

MOST_FILES = 10
HINT = f"{ACCEPTED}, at most {LARGEST // 1024 // 1024} MB each. Nothing that names a patient."


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """One file, or with `multiple` a list of files, each accepted by `commissioning.evidence`.

    The form must be sent as multipart. Keep what it gives with `keep_attachment`.
    """

    def __init__(self, *, multiple: bool = False, **kwargs: Any) -> None:
        self.multiple = multiple
        kwargs.setdefault("widget", FilesInput() if multiple else forms.FileInput())
        kwargs.setdefault("help_text", HINT)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if self.multiple and len(sent) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at once")
        found: list[UploadedFile] = []
        for each in sent or [None]:
            upload = super().clean(each, initial)
            if isinstance(upload, UploadedFile):
                check_file(upload)
                found.append(upload)
        if self.multiple:
            return found
        return found[0] if found else None
