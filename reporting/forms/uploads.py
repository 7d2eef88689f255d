"""What is asked with a file that is brought in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from commissioning.imports.contents import LARGEST_FILE
from commissioning.imports.rows import COMMISSIONER_CODE
from commissioning.uploads.importer import Importer, UploadDetails
from commissioning.web.forms import Look, NhsDateField, NhsForm

MEGABYTE = 1024 * 1024


class FileUploadForm(NhsForm):
    """A file, a second one where it comes apart, and what its importer needs to be told besides."""

    looks: ClassVar[dict[str, Look]] = {
        "file": Look(size="m"),
        "details": Look(size="s"),
        "as_at": Look(size="s"),
        "stands_for": Look(size="s"),
        "commissioner": Look(size="s", width=5, code=True),
        "local_authority": Look(size="s", width=20),
    }

    file = forms.FileField(
        label="Which file?",
        help_text="CSV or Excel (.xlsx), also packed with gzip, up to 60 MB. No patient data.",
        allow_empty_file=True,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "invalid": "Choose a file: none came with the form",
        },
    )
    details = forms.FileField(
        label="Which file of details? (optional)",
        help_text="The PCN details, where they come apart from the core partners. They add each"
        " network’s own dates and address. CSV or Excel (.xlsx), up to 60 MB.",
        required=False,
        allow_empty_file=True,
        error_messages={"invalid": "Choose a file: none came with the form"},
    )
    as_at = NhsDateField(
        label="Which day is the file of?",
        help_text="The day of the edition, as the publisher gives it. For example, 31 3 2021",
        required=False,
    )
    stands_for = NhsDateField(
        label="Which day does it stand in for?",
        help_text="Only where a contract names a day that was never published. It then says,"
        " wherever it is shown, that it stands in.",
        required=False,
    )
    commissioner = forms.CharField(
        label="Only of which commissioner?",
        help_text="Three letters or digits, as 02X. Blank: of every commissioner in the file.",
        required=False,
        max_length=3,
    )
    local_authority = forms.CharField(
        label="Only of which local authority?",
        help_text="As the file writes it, for example Doncaster. Blank: of all in the file.",
        required=False,
        max_length=100,
    )
    skip_unknown = forms.BooleanField(
        label="Leave out practices that are not in the register",
        help_text="Otherwise one of them is a mistake, and nothing is brought in.",
        required=False,
    )

    def __init__(self, *args: Any, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"file", *importer.asks}:
            del self.fields[name]
        for name in importer.needs:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = "Enter the day that the file is of"

    def clean_file(self) -> Any:
        return _not_too_large(self.cleaned_data["file"])

    def clean_details(self) -> Any:
        return _not_too_large(self.cleaned_data["details"])

    def clean_commissioner(self) -> str:
        code = str(self.cleaned_data["commissioner"]).strip().upper()
        if code and not COMMISSIONER_CODE.fullmatch(code):
            raise ValidationError("Enter the commissioner’s three letters or digits, as 02X")
        return code

    @property
    def said(self) -> UploadDetails:
        """What was said of the file, as the importer takes it."""
        return UploadDetails(
            **{
                name: value
                for name, value in self.cleaned_data.items()
                if name not in {"file", "details"} and value is not None
            }
        )


def _not_too_large(file: Any) -> Any:
    if file and file.size > LARGEST_FILE:
        raise ValidationError(
            f"The file is too large: {file.size // MEGABYTE} MB, at most"
            f" {LARGEST_FILE // MEGABYTE} MB. Send only the sheet or rows that are needed"
        )
    return file


class ConfirmationForm(NhsForm):
    """The word of whoever looked at the preview. The page itself is the question."""
