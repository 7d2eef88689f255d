"""What is asked about the record of a home, and about its alignment."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms

from carehomes.forms.answers import day, line, text, yes_no
from carehomes.forms.of_homes import MOST
from carehomes.forms.plain import PlainForm
from carehomes.models import CareHome, Counting
from commissioning.web.forms import Look, error_texts

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
LOCATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{2,29}")


def _number(label: str, missing: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=bool(missing),
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": missing,
            **error_texts.whole_number(f"“{label}”", like=34, most=MOST),
        },
    )


class HomeForm(PlainForm):
    """A home that is not registered with CQC."""

    looks: ClassVar[dict[str, Look]] = {"postcode": Look(width=10), "beds": Look(width=3)}
    practice: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Which practice identified the home?",
        queryset=None,
        empty_label="Choose",
        error_messages={"required": "Choose the practice that identified the home"},
    )
    name = line("Name of the home", "Enter the name of the home")
    kind = forms.ChoiceField(
        label="Type",
        choices=CareHome.Kind.choices,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose the type of the home"},
    )
    address = line("Address", "Enter the address", longest=300)
    postcode = line("Postcode", "Enter the postcode", longest=10)
    beds = _number("Beds (optional)")

    def __init__(self, *args: Any, practices: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if practices is None:
            del self.fields["practice"]
            return
        field: Any = self.fields["practice"]
        field.queryset = practices
        first_practices = list(practices[:2])
        if len(first_practices) == 1:
            field.initial = first_practices[0].pk

    def clean_postcode(self) -> str:
        postcode = str(self.cleaned_data["postcode"]).strip().upper()
        if not POSTCODE.fullmatch(postcode):
            raise forms.ValidationError("Enter a whole postcode, like DN1 2DS")
        return postcode

    @property
    def said(self) -> dict[str, Any]:
        names = ("name", "kind", "address", "postcode", "closed_on")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class HomeCorrectionForm(HomeForm):
    """What the CCG corrects of a home; of a registered one only the type."""

    closed_on = day("Last day it was open (optional)", hint="Leave empty while it is open")
    reason = text("Why is it corrected?", "Enter why it is corrected")

    def __init__(self, *args: Any, registered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["beds"]
        if registered:
            for name in ("name", "address", "postcode", "closed_on"):
                del self.fields[name]


class BedsForm(PlainForm):
    looks: ClassVar[dict[str, Look]] = {"beds": Look(width=3)}
    beds = _number("Beds", "Enter the number of beds")
    since = day("From which day?", "Enter from which day")
    reason = text("Where is this known from?", "Enter where this is known from")


class CountingForm(PlainForm):
    """Whether a home is in a count of homes."""

    looks: ClassVar[dict[str, Look]] = {"counts": Look(inline=True)}
    regime = forms.ChoiceField(
        label="Which count?",
        choices=Counting.Regime.choices,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose which count"},
    )
    counts = yes_no("Is the home in it?", "Choose whether the home is in it")
    starts_on = day("From which day?", "Enter from which day")
    ends_on = day("Until which day? (optional)", hint="Leave empty while it lasts")
    reason = text("Why?", "Enter why", "For example, the home is dormant")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day must be the first day or a later one")
        return cleaned


class RegistrationForm(PlainForm):
    """A home that was not registered with CQC is now."""

    looks: ClassVar[dict[str, Look]] = {"location_id": Look(width=20, code=True)}
    location_id = line("CQC location id", "Enter the CQC location id", "Like 1-123456789")
    registered_on = day("Registered on", "Enter the day it was registered")

    def clean_location_id(self) -> str:
        location_id = str(self.cleaned_data["location_id"]).strip()
        if not LOCATION.fullmatch(location_id):
            raise forms.ValidationError("Enter the id as CQC gives it, like 1-123456789")
        return location_id


class AlignmentForm(PlainForm):
    """A network to take on a home."""

    home: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Home",
        queryset=None,
        empty_label="Choose",
        error_messages={"required": "Choose the home"},
    )
    pcn: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Network",
        queryset=None,
        empty_label="Choose",
        error_messages={"required": "Choose the network"},
    )
    starts_on = day("From which day?", "Enter the first day")
    why = text("Why this network?", "Enter why this network takes on the home")
    residents_choice = text(
        "What did residents choose? (optional)",
        hint="In numbers. A resident’s choice comes first and is never an exception.",
    )

    def __init__(self, *args: Any, homes: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes  # type: ignore[attr-defined]
        field: Any = self.fields["pcn"]
        field.queryset = networks
        first_networks = list(networks[:2])
        if len(first_networks) == 1:
            field.initial = first_networks[0].pk
