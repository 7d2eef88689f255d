"""What is asked about specifications: a file to publish, a minute, an answer to a variation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from commissioning.domain.names import in_words
from commissioning.specifications.publishing.variations import Wanted
from commissioning.web.forms.base import NhsForm
from commissioning.web.forms.dates import NhsDateField
from commissioning.web.forms.looks import Look

LARGEST = 512 * 1024  # bytes; the longest of our files is a tenth of this
STARTS = {  # what is not text, by how it starts
    b"PK\x03\x04": "a zip file, or a Word or Excel file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


class SpecificationFileField(forms.FileField):
    """A specification's file: gives its text. What it says is checked when it is drafted."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> str:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return ""
        if (upload.size or 0) > LARGEST:
            raise ValidationError(
                f"The file is larger than a specification can be, {LARGEST // 1024} KB: choose the"
                " specification’s own file"
            )
        return text_of(upload.read())


def text_of(content: bytes) -> str:
    """The text of an uploaded file. Raises ValidationError saying what it is instead."""
    for start, kind in STARTS.items():
        if content.startswith(start):
            raise ValidationError(
                f"The file is {kind}: choose the specification’s file, which is text (.toml)"
            )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            f"The file is not text in UTF-8 (byte {error.start + 1}): save it again in that"
            " encoding"
        ) from None
    if "\0" in text:
        raise ValidationError("The file is not text: it holds zero bytes")
    return text.replace("\r\n", "\n")


class SpecificationUploadForm(NhsForm):
    text = SpecificationFileField(
        label="The specification’s file",
        help_text="A text file that ends in .toml, at most 512 KB",
        error_messages={
            "required": "Choose the specification’s file",
            "empty": "The file is empty: choose the specification’s file",
        },
    )
    reason = forms.CharField(
        label="Why this version is made",
        help_text="Everybody who reads the version sees this",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why this version is made"},
    )
    guarded = True


class InterpretationReasonForm(NhsForm):
    """Why an interpretation is read otherwise, and what the new version is called."""

    option = forms.ChoiceField(
        label="Which reading is chosen from now on",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a reading",
            "invalid_choice": "Choose one of the readings",
        },
    )
    version = forms.RegexField(
        label="What the new version is called",
        help_text="For example 2020-21.5",
        regex=r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z",
        max_length=40,
        error_messages={
            "required": "Enter what the new version is called",
            "invalid": "The version must be letters, digits, dots and hyphens, such as 2020-21.5",
        },
    )
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it is read otherwise"},
    )
    looks = {"version": Look(width=10)}


class VersionApprovalForm(NhsForm):
    committee = forms.CharField(
        label="Committee",
        max_length=200,
        error_messages={"required": "Enter the committee that decided"},
    )
    met_on = NhsDateField(
        label="Date of the meeting",
        help_text="For example, 13 5 2020",
        error_messages={"required": "Enter the date of the meeting"},
    )
    minute = forms.CharField(
        label="Minute",
        help_text="Its number or heading, so that it can be found",
        max_length=100,
        error_messages={"required": "Enter the number of the minute"},
    )
    looks = {"minute": Look(width=20)}


class AgreementForm(NhsForm):
    """An answer to a variation, one's own or another's."""

    party = forms.ChoiceField(
        label="Whose answer",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose answer this is"},
    )
    agrees = forms.ChoiceField(
        label="What they say",
        widget=forms.RadioSelect,
        choices=[("yes", "They agree to this version"), ("no", "They do not agree")],
        error_messages={"required": "Choose whether they agree"},
    )
    person = forms.CharField(
        label="Who says so",
        help_text="The person’s name",
        max_length=200,
        error_messages={"required": "Enter the name of the person who answers"},
    )
    agreed_on = NhsDateField(
        label="Date of the answer",
        help_text="For example, 11 2 2021",
        error_messages={"required": "Enter the date of the answer"},
    )
    evidence = forms.CharField(
        label="Where it can be read",
        help_text="A minute, a letter or an e-mail. You need this only if you answer for others",
        max_length=300,
        required=False,
    )
    reason = forms.CharField(
        label="Why they do not agree",
        help_text="Only if they do not",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, wanted: list[Wanted], own: bool, on: date, **kw: Any) -> None:
        """Offer those whose answers this person can give; `own` hides what only others need."""
        kw.setdefault("initial", {"agreed_on": on})
        super().__init__(*args, **kw)
        self.answers = {key_of(agreement): agreement for agreement in wanted}
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (key, _named(agreement)) for key, agreement in self.answers.items()
        ]
        if own:
            del self.fields["evidence"]
            self.fields["agrees"].choices = [("yes", "We agree"), ("no", "We do not agree")]  # type: ignore[attr-defined]
        if len(self.answers) == 1:
            self.fields["party"].initial = next(iter(self.answers))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("agrees") == "no" and not values.get("reason"):
            self.add_error("reason", "Enter why they do not agree")
        if "evidence" in self.fields and not values.get("evidence"):
            self.add_error("evidence", "Enter where the answer can be read")
        return values

    @property
    def answer(self) -> dict[str, Any]:
        """Whose answer it is and what it says, as the action takes it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "party"}
        wanted = self.answers[self.cleaned_data["party"]]
        return values | {
            "party": wanted.party,
            "pcn": wanted.pcn,
            "agrees": values["agrees"] == "yes",
        }


def key_of(wanted: Wanted) -> str:
    return wanted.pcn.code if wanted.pcn else "lmc"


def _named(wanted: Wanted) -> str:
    return f"Clinical director, {in_words(wanted.pcn.name)}" if wanted.pcn else "The LMC"
