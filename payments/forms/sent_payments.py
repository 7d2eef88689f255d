"""What is asked before a run is marked as sent, and before a line is sent again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from commissioning.imports import FileRefusedError
from commissioning.records.audit import moment
from commissioning.web.forms import Look, NhsForm
from payments.selectors.sent_payments import Export

HASH_SHOWN = 12  # letters of a hash that people compare


class SendingForm(NhsForm):
    """Which of the exported files was sent, and to whom."""

    looks: ClassVar[dict[str, Look]] = {"file": Look(size="m"), "payer": Look(size="m", width=30)}

    file = forms.ChoiceField(
        label="Which file was sent?",
        help_text="Each was exported after the run was approved. The hash tells them apart.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the file that was sent"},
    )
    payer = forms.CharField(
        label="Who was it sent to?",
        help_text="The service that pays, for example NHS SBS or PCSE",
        max_length=200,
        error_messages={"required": "Enter who it was sent to"},
    )

    def __init__(self, *args: Any, exports: Sequence[Export], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].choices = [  # type: ignore[attr-defined]
            (
                export.sha256,
                (
                    f"{export.file_name}, exported by {export.by} on {moment(export.at)},"
                    f" hash {export.sha256[:HASH_SHOWN]}…"
                ),
            )
            for export in exports
        ]
        if len(exports) == 1:
            self.fields["file"].initial = exports[0].sha256


class ReissueForm(NhsForm):
    """What was put right before a rejected line goes out again."""

    reason = forms.CharField(
        label="What was put right?",
        help_text="For example: the practice gave its new bank details. It is kept by your name.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Enter what was put right before the line is sent again"},
    )


MOST_SAID = 100  # mistakes that are listed; more of them are like these


class ConfirmationsForm(NhsForm):
    """The payer's file."""

    file = forms.FileField(
        label="The payer’s file",
        help_text="CSV or Excel (.xlsx), at most 60 MB",
        error_messages={
            "required": "Choose the payer’s file",
            "empty": "The file is empty: choose it as the payer sent it",
        },
    )

    def take_mistakes(self, refused: FileRefusedError) -> None:
        """Say everything that is wrong with the file, each with its line."""
        for mistake in refused.mistakes[:MOST_SAID]:
            words = str(mistake)
            self.add_error("file", words[:1].upper() + words[1:])
        more = len(refused.mistakes) - MOST_SAID
        if more > 0:
            self.add_error("file", f"And {more:,} mistakes more")
