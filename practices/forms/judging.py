"""What is asked before a return is asked back, opened again or judged."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from commissioning.web.forms import Look, NhsDateField, NhsForm

AGAIN = (
    "Sent again by this day it counts from the day it first came. Leave it empty for no such day."
)
OPEN, KEEP = "open", "keep"


class JudgingReasonForm(NhsForm):
    """A reason, which stands in the history of the return."""

    looks: ClassVar[dict[str, Look]] = {"reason": Look(size="s")}

    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter the reason",
            "max_length": "The reason must be 1,000 characters or fewer",
        },
    )


class ReopenForm(JudgingReasonForm):
    """Open a return again; where it was asked back, or leave it as it was sent."""

    looks: ClassVar[dict[str, Look]] = {
        "answer": Look(size="s"),
        "reason": Look(size="s"),
        "again_by": Look(size="s"),
    }
    answer = forms.ChoiceField(
        label="What is your answer?",
        choices=[(OPEN, "Open it again"), (KEEP, "Leave it as it was sent")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to open it again"},
    )
    again_by = NhsDateField(label="Last day to send it again", help_text=AGAIN, required=False)

    field_order = ("answer", "reason", "again_by")

    def __init__(self, *args: Any, asked_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asked_back:
            del self.fields["answer"]

    @property
    def keeps(self) -> bool:
        """Whether the return is left as it was sent."""
        return self.cleaned_data.get("answer") == KEEP


class JudgementForm(JudgingReasonForm):
    """Whether a return meets what was asked."""

    looks: ClassVar[dict[str, Look]] = {
        "outcome": Look(
            size="s",
            hints={
                "incomplete": "It is open again for whoever sent it, and waits until you have"
                " judged what they send then",
            },
        ),
        "reason": Look(size="s"),
        "again_by": Look(size="s"),
    }
    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=[
            ("met", "It meets what was asked"),
            ("incomplete", "It is incomplete"),
            ("not met", "It does not meet what was asked"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    again_by = NhsDateField(
        label="Last day to complete it (only if it is incomplete)", help_text=AGAIN, required=False
    )

    field_order = ("outcome", "reason", "again_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = "Why? (optional if it meets what was asked)"


class DiscussionForm(NhsForm):
    """What was discussed about an answer of “no”."""

    looks: ClassVar[dict[str, Look]] = {
        "question": Look(size="s"),
        "held_on": Look(size="s"),
        "note": Look(size="s"),
    }
    question = forms.ChoiceField(
        label="About which answer?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which answer it was about"},
    )
    held_on = NhsDateField(
        label="When was it discussed?", error_messages={"required": "Enter when it was discussed"}
    )
    note = forms.CharField(
        label="What was said?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter what was said",
            "max_length": "The note must be 4,000 characters or fewer",
        },
    )

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = questions  # type: ignore[attr-defined]
