"""What is asked about clinical leads."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from carehomes.forms.answers import NO_PATIENTS, day, line, text
from carehomes.forms.plain import PlainForm
from carehomes.models import CareHome, ClinicalLead, Leadership
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.web.forms import Look

PROVIDER = "provider"


class LeadForm(PlainForm):
    """A lead for one home, for several, or for all of a network's."""

    looks: ClassVar[dict[str, Look]] = {
        "homes": Look(small=True),
        "name": Look(width=30),
        "phone": Look(width=20),
        "employer": Look(),
    }
    homes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label="Which homes?",
        queryset=None,
        widget=forms.CheckboxSelectMultiple(),
        required=False,
    )
    every_home = forms.BooleanField(
        label="All of these homes: one lead for the whole network", required=False
    )
    name = line("Name of the lead", "Enter the name of the lead", "A clinician, never a resident")
    profession = forms.ChoiceField(
        label="Profession",
        choices=ClinicalLead.Profession.choices,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose the lead’s profession"},
    )
    gp_oversight = text(
        "If not a GP: how does a GP give weekly oversight?",
        hint="From 31 July 2020 the CCG also records an exception for a lead who is not a GP",
    )
    employer = forms.ChoiceField(
        label="Who employs the lead?", error_messages={"required": "Choose who employs the lead"}
    )
    provider = line("Name of the community provider", hint="If the community provider employs them")
    email = forms.EmailField(
        label="Work e-mail address for the homes",
        required=False,
        max_length=254,
        error_messages={"invalid": "Enter an e-mail address in full, like name@example.nhs.uk"},
    )
    phone = line("Work telephone for the homes", longest=30)
    starts_on = day("First day as lead", "Enter the first day as lead")
    told_on = day(
        "When was the CCG told? (optional)", hint="If it came by letter. Leave empty for today"
    )
    ends_on = day("Last day as lead (optional)", hint="Leave empty while it lasts")
    joins = forms.ChoiceField(
        label="If a home has a lead already",
        choices=Leadership.Joins.choices,
        initial=Leadership.Joins.TAKES_OVER,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose whether the lead takes over or shares the job"},
    )
    skills_confirmed = forms.BooleanField(
        label="The lead has the skills to deliver care in a team of several professions",
        error_messages={"required": "Confirm that the lead has the skills"},
    )
    single_point_of_contact = forms.BooleanField(
        label="The lead is the homes’ single point of contact", required=False
    )

    def __init__(
        self,
        *args: Any,
        homes: Any,
        practices: Any,
        whole_network: bool,
        by_letter: bool,
        **kwargs: Any,
    ) -> None:
        """`whole_network` offers all homes at once, `by_letter` an earlier day of telling."""
        super().__init__(*args, **kwargs)
        self.every = homes
        if not whole_network:
            del self.fields["every_home"]
        if not by_letter:
            del self.fields["told_on"]
        self.fields["homes"].queryset = homes  # type: ignore[attr-defined]
        self.practices: dict[str, Organisation] = {
            practice.code: practice for practice in practices
        }
        self.fields["employer"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *(
                (code, f"{practice.name.title()} ({code})")
                for code, practice in self.practices.items()
            ),
            (PROVIDER, "The community provider"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_gp = cleaned.get("profession") == ClinicalLead.Profession.GP
        chosen = cleaned.get("homes") or cleaned.get("every_home")
        if not chosen and "homes" not in self.errors:
            self.add_error("homes", "Choose at least one home")
        if cleaned.get("profession") and not is_gp and not cleaned.get("gp_oversight"):
            self.add_error("gp_oversight", "Enter how a GP gives weekly oversight")
        if cleaned.get("employer") == PROVIDER and not cleaned.get("provider"):
            self.add_error("provider", "Enter the name of the community provider")
        if not cleaned.get("email") and not cleaned.get("phone") and "email" not in self.errors:
            self.add_error("email", "Enter a work e-mail address or telephone for the homes")
        self._check_days(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day must be the first day or a later one")
        if cleaned.get("told_on") and cleaned["told_on"] > today():
            self.add_error("told_on", "The day must be today or in the past")

    @property
    def chosen(self) -> list[CareHome]:
        every = self.cleaned_data.get("every_home")
        return list(self.every if every else self.cleaned_data["homes"])

    @property
    def said(self) -> dict[str, Any]:
        """Who the lead is, as the action takes it."""
        data = self.cleaned_data
        is_gp = data["profession"] == ClinicalLead.Profession.GP
        employer = self.practices.get(data["employer"])
        names = ("name", "profession", "email", "phone", "skills_confirmed")
        return {name: data[name] for name in names} | {
            "employer": employer,
            "provider": "" if employer else data["provider"],
            "gp_oversight": "" if is_gp else data["gp_oversight"],
            "single_point_of_contact": data["single_point_of_contact"],
        }


class OfLeadForm(PlainForm):
    """Which of a lead's homes something is said of; all of them, unless told otherwise."""

    looks: ClassVar[dict[str, Look]] = {"homes": Look(small=True)}
    homes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label="For which homes?",
        queryset=None,
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Choose at least one home"},
    )

    def __init__(self, *args: Any, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["homes"]
        field.queryset = homes
        field.initial = [leadership.pk for leadership in homes]
        field.label_from_instance = lambda leadership: leadership.home.name


class LeadAnswerForm(OfLeadForm):
    """A practice agrees to a lead, or says why not."""

    agrees = forms.ChoiceField(
        label="Does the practice agree?",
        choices=(("yes", "Yes, we agree"), ("no", "No, and we say why")),
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose whether the practice agrees"},
    )
    reason = text("If not, why?", hint=NO_PATIENTS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("agrees") == "no" and not cleaned.get("reason"):
            self.add_error("reason", "Enter why the practice does not agree")
        return cleaned


class LeadDecisionForm(OfLeadForm):
    """The CCG confirms a lead, or refuses and says why."""

    outcome = forms.ChoiceField(
        label="What does the CCG decide?",
        choices=(("confirm", "Confirm the lead"), ("refuse", "Refuse")),
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose whether the CCG confirms the lead"},
    )
    reason = text(
        "Reason",
        hint="For a refusal, and to confirm before every practice there has agreed",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        early = any(
            leadership.state == Leadership.State.PROPOSED
            for leadership in cleaned.get("homes") or ()
        )
        if not cleaned.get("reason"):
            if cleaned.get("outcome") == "refuse":
                self.add_error("reason", "Enter why the CCG refuses")
            elif cleaned.get("outcome") and early:
                self.add_error(
                    "reason", "Not every practice there has agreed: enter why the CCG does not wait"
                )
        return cleaned


class LeadEndForm(OfLeadForm):
    ends_on = day("Last day as lead", "Enter the last day as lead")


class LeadExceptionForm(PlainForm):
    """Why a lead is not a GP, and who agreed to it."""

    why = text("Why is the lead not a GP?", "Enter why the lead is not a GP")
    agreed_with = line(
        "Who agreed?",
        "Enter who agreed",
        "The practices, the CCG and the community provider",
        longest=300,
    )
    on = day("When was it agreed?", "Enter when it was agreed")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > today():
            raise forms.ValidationError("The day must be today or in the past")
        return on
