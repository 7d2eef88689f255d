"""Short questions that several pages about homes ask: a reason, a day, an answer."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from carehomes.forms.plain import PlainForm
from commissioning.clock import today
from commissioning.web.forms import Look, NhsDateField
from commissioning.web.forms.files import EvidenceField

YES_NO = (("yes", "Yes"), ("no", "No"))
EXAMPLE = "For example, 15 2 2021"
NO_PATIENTS = "Nothing that names a resident."


def text(label: str, missing: str = "", hint: str = "", rows: int = 3) -> forms.CharField:
    """A text of several lines; without words for its absence it may be left empty."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=2_000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": f"“{label}” must be 2,000 characters or fewer",
        },
    )


def line(label: str, missing: str = "", hint: str = "", longest: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=hint,
        error_messages={
            "required": missing,
            "max_length": f"“{label}” must be {longest} characters or fewer",
        },
    )


def day(label: str, missing: str = "", hint: str = EXAMPLE) -> NhsDateField:
    return NhsDateField(
        label=label, required=bool(missing), help_text=hint, error_messages={"required": missing}
    )


def yes_no(label: str, missing: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=YES_NO,
        help_text=hint,
        widget=forms.RadioSelect(),
        error_messages={"required": missing},
    )


class NoteForm(PlainForm):
    """A reason that may be given, and has to be where something is refused."""

    reason = text(
        "Note (optional)",
        hint=f"A refusal needs a reason here. It is kept with your name. {NO_PATIENTS}",
    )


class GapForm(PlainForm):
    """A gap in a home's out-of-hours cover."""

    what = text(
        "What is missing?",
        "Enter what is missing",
        f"For example, the home does not know whom to call at night. {NO_PATIENTS}",
    )
    since = day("Since when?", "Enter since when there is a gap")

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > today():
            raise forms.ValidationError("The day must be today or in the past")
        return since


class GapAnswerForm(PlainForm):
    """What the CCG does about a gap."""

    looks: ClassVar[dict[str, Look]] = {"closes": Look(inline=True)}
    answer = text("What has the CCG done, or is doing?", "Enter what the CCG has done")
    closes = yes_no("Does this close the gap?", "Choose whether this closes the gap")


class CoverForm(PlainForm):
    """An out-of-hours arrangement, for one home or several."""

    looks: ClassVar[dict[str, Look]] = {"homes": Look(small=True)}
    homes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label="Homes",
        queryset=None,
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Choose at least one home"},
    )
    provider = line("Out-of-hours provider", "Enter who covers the homes out of hours")
    medicines = line(
        "How are medicines supplied out of hours?",
        "Enter how medicines are supplied out of hours",
        longest=300,
    )
    starts_on = day("From which day?", "Enter the first day of this arrangement")
    signposted_on = day(
        "When were the homes told how to reach it?",
        hint="Leave empty if they have not been told yet",
    )

    def __init__(self, *args: Any, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["homes"]
        field.queryset = homes  # type: ignore[attr-defined]
        if len(homes) == 1:
            field.initial = [home.pk for home in homes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("signposted_on") and cleaned["signposted_on"] > today():
            self.add_error("signposted_on", "The day must be today or in the past")
        return cleaned


class SupportForm(PlainForm):
    """What support a home can use."""

    looks: ClassVar[dict[str, Look]] = {
        name: Look(inline=True)
        for name in ("accessible", "includes_primary_care", "internet", "video", "nhsmail")
    }
    accessible = yes_no(
        "Can the home use the universal support offer?",
        "Choose whether the home can use the universal support offer",
        "Training, testing, protective equipment and advice offered to all homes in the pandemic",
    )
    includes_primary_care = yes_no(
        "Is primary care part of it, and does it meet the home’s needs?",
        "Choose whether primary care is part of the offer",
    )
    internet = yes_no(
        "Is there reliable internet where residents are seen?",
        "Choose whether there is reliable internet",
    )
    video = yes_no(
        "Is there a device for video consultations?", "Choose whether there is a device for video"
    )
    nhsmail = yes_no(
        "Does the home use NHSmail, or another secure e-mail?",
        "Choose whether the home uses secure e-mail",
    )
    note = text("What is missing?", hint=f"If anything above is “no”. {NO_PATIENTS}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = "no" in (cleaned.get("accessible"), cleaned.get("includes_primary_care"))
        if missing and not cleaned.get("note"):
            self.add_error("note", "Enter what is missing from the universal support offer")
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers = {name: data[name] == "yes" for name in type(self).looks}
        return answers | {"note": data["note"]}


class NeedsForm(PlainForm):
    """What support with medicines a practice needs."""

    looks: ClassVar[dict[str, Look]] = {"enough": Look(inline=True)}
    discussed_on = day(
        "When did you discuss your needs with the network?",
        "Enter when you discussed your needs with the network",
    )
    enough = yes_no(
        "Is what the network’s pharmacists give enough?",
        "Choose whether what the network gives is enough",
    )
    needs = text("What more do you need?", hint=f"If it is not enough. {NO_PATIENTS}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("discussed_on") and cleaned["discussed_on"] > today():
            self.add_error("discussed_on", "The day must be today or in the past")
        if cleaned.get("enough") == "no" and not cleaned.get("needs"):
            self.add_error("needs", "Enter what more you need")
        return cleaned

    @property
    def told(self) -> str:
        return "" if self.cleaned_data["enough"] == "yes" else self.cleaned_data["needs"]


class SupportAddedForm(PlainForm):
    """What the CCG adds."""

    support = text(
        "What support does the CCG add?",
        "Enter what support the CCG adds, or why it adds none",
    )
    support_from = day("From which day?", hint="Leave empty if none is added")


class MilestoneForm(PlainForm):
    """Whether a milestone is met."""

    looks: ClassVar[dict[str, Look]] = {"met": Look(inline=True)}
    met = yes_no("Is it met?", "Choose whether it is met")
    met_on = day("Since when?", hint="If it is met. For example, 31 7 2020")
    note = text("Note", hint=f"If it is not met: what is missing, and what is done. {NO_PATIENTS}")
    evidence = EvidenceField(label="Attach a plan or other evidence (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("met") == "yes"
            and not cleaned.get("met_on")
            and "met_on" not in self.errors
        ):
            self.add_error("met_on", "Enter since when it is met")
        if cleaned.get("met_on") and cleaned["met_on"] > today():
            self.add_error("met_on", "The day must be today or in the past")
        if cleaned.get("met") == "no" and not cleaned.get("note"):
            self.add_error("note", "Enter what is missing and what is being done about it")
        return cleaned

    @property
    def met_since(self) -> date | None:
        is_met = self.cleaned_data["met"] == "yes"
        return self.cleaned_data["met_on"] if is_met else None
