"""What is asked when the register is kept by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from commissioning.domain.names import in_words
from commissioning.models import Organisation
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from practices.models import ListSize


def _why(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="It stands in the audit trail.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why"},
    )


def _choices(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    return [
        (organisation.code, f"{in_words(organisation.name)} ({organisation.code})")
        for organisation in organisations
    ]


class NameForm(NhsForm):
    """What an organisation is called from a day on."""

    looks: ClassVar[dict[str, Look]] = {"since": Look(size="s")}

    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter the name"}
    )
    since = NhsDateField(
        label="From which day?",
        help_text="Before it, the old name stays. For example, 1 4 2021",
        error_messages={"required": "Enter the first day of the name"},
    )
    reason = _why("Why is the name corrected?")


class MoveForm(NhsForm):
    """To which network a practice moves, and when."""

    looks: ClassVar[dict[str, Look]] = {"since": Look(size="s")}

    network = forms.ChoiceField(
        label="To which primary care network?",
        error_messages={"required": "Choose a network", "invalid_choice": "Choose a network"},
    )
    since = NhsDateField(
        label="From which day?",
        help_text="It leaves its network the day before. For example, 1 4 2021",
        error_messages={"required": "Enter the first day in the new network"},
    )
    reason = _why("Why does it move?")

    def __init__(self, *args: Any, networks: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a network"), *_choices(networks)]
        self.fields["network"].choices = choices  # type: ignore[attr-defined]


class ClosureForm(NhsForm):
    """When a practice closes, and who takes on its patients."""

    looks: ClassVar[dict[str, Look]] = {"on": Look(size="s")}

    on = NhsDateField(
        label="The last day it is open",
        help_text="It leaves its network and the commissioner on that day. For example, 19 4 2021",
        error_messages={"required": "Enter the last day it is open"},
    )
    successor = forms.ChoiceField(
        label="Which practice takes on its patients?",
        required=False,
        error_messages={"invalid_choice": "Choose a practice"},
    )
    reason = _why("Why does it close?")

    def __init__(self, *args: Any, practices: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None, or several"), *_choices(practices)]
        self.fields["successor"].choices = choices  # type: ignore[attr-defined]


class ListSizeForm(NhsForm):
    """A list size that no file brought."""

    looks: ClassVar[dict[str, Look]] = {
        "kind": Look(size="s"),
        "counted_on": Look(size="s"),
        "stands_for": Look(size="s"),
        "patients": Look(width=10),
    }

    kind = forms.ChoiceField(
        label="Which list?",
        choices=ListSize.Kind.choices,
        widget=forms.RadioSelect,
        initial=ListSize.Kind.RAW,
        error_messages={"required": "Choose which list"},
    )
    patients = forms.DecimalField(
        label="How many patients?",
        help_text="Weighted patients with up to two decimal places",
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": "Enter the number of patients",
            **error_texts.number("The number of patients", like="7423", under=100_000_000),
        },
    )
    counted_on = NhsDateField(
        label="On which day were they counted?",
        help_text="For example, 1 1 2021",
        error_messages={"required": "Enter the day of the count"},
    )
    stands_for = NhsDateField(
        label="Which day does it stand in for?",
        help_text="Only where a contract names another day. Blank: its own day.",
        required=False,
    )
    source = forms.CharField(
        label="Where is the number from?",
        help_text="For example, NHS Digital’s publication, or the practice’s letter of 3 May 2020",
        max_length=200,
        error_messages={"required": "Enter where the number is from"},
    )

    @property
    def asked(self) -> dict[str, Any]:
        """The list, as the action takes it."""
        values = dict(self.cleaned_data)
        values["kind"] = ListSize.Kind(values["kind"])
        values["stands_for"] = values["stands_for"] or values["counted_on"]
        return values
