"""What is asked about the commissioner's own tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from commissioning.models import Task
from commissioning.web.forms.base import NhsForm
from commissioning.web.forms.dates import NhsDateField
from commissioning.web.forms.files import EvidenceField
from commissioning.web.forms.looks import Look


class TaskDoneForm(NhsForm):
    """When and how a task was done, and which committee approved it."""

    looks: ClassVar[dict[str, Look]] = {
        "done_on": Look(size="s"),
        "met_on": Look(size="s"),
        "minute": Look(width=20),
    }

    done_on = NhsDateField(
        label="On which day was it done?",
        help_text="For example, 31 7 2020",
        error_messages={"required": "Enter the day it was done"},
    )
    note = forms.CharField(
        label="What was done?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Say what was done"},
    )
    committee = forms.CharField(
        label="Which committee approved it?",
        help_text="Only where a committee did. Then its day and minute are needed too.",
        required=False,
        max_length=200,
    )
    met_on = NhsDateField(label="On which day did it meet?", required=False)
    minute = forms.CharField(label="Number of the minute", required=False, max_length=100)
    evidence = EvidenceField(label="Evidence", multiple=True, required=False)

    def __init__(self, *args: Any, task: Task, on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "done_on": task.done_on or on,
            "note": task.note,
            "committee": task.committee,
            "met_on": task.met_on,
            "minute": task.minute,
        }
        super().__init__(*args, **kwargs)


class TaskTakenBackForm(NhsForm):
    reason = forms.CharField(
        label="Why is it not done after all?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why it is not done after all"},
    )


class TaskForm(NhsForm):
    """A task that the team sets itself."""

    looks: ClassVar[dict[str, Look]] = {"due": Look(size="s"), "owner": Look(size="s")}

    title = forms.CharField(
        label="What has to be done?",
        help_text="For example, Review the service after the new national guidance",
        max_length=300,
        error_messages={"required": "Enter what has to be done"},
    )
    owner = forms.ChoiceField(
        label="By whom?",
        choices=Task.Owner.choices,
        widget=forms.RadioSelect,
        initial=Task.Owner.PRIMARY_CARE,
        error_messages={"required": "Choose who does it"},
    )
    due = NhsDateField(
        label="By which day?",
        help_text="For example, 31 3 2021",
        error_messages={"required": "Enter the day by which it has to be done"},
    )
    specification = forms.ChoiceField(
        label="Under which specification?",
        required=False,
        error_messages={"invalid_choice": "Choose a specification"},
    )
    why = forms.CharField(
        label="Why?",
        help_text="For example, the letter or the change of funding that asks for it",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why it has to be done"},
    )

    def __init__(
        self, *args: Any, specifications: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None of them"), *specifications]
        self.fields["specification"].choices = choices  # type: ignore[attr-defined]
