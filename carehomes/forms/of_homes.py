"""Forms that ask the same of each of several homes, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from carehomes.forms.plain import PlainForm
from carehomes.models import CareHome
from carehomes.rules.plans import PlansSaid
from commissioning.clock import today
from commissioning.web.forms import Look, NhsDateField, error_texts

MOST = 2_000  # residents in one home: more is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class HomeFields:
    """The fields of one home."""

    title: str
    said: str
    fields: list[BoundField]


def number(label: str, home: CareHome, *, required: bool = False) -> forms.IntegerField:
    """A whole number of residents of a home; what is wrong names the home."""
    words = f"{home.name}, {label.lower()}"
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": f"{words}: enter a number, 0 if there are none",
            **error_texts.whole_number_in_list(words, like=12, most=MOST),
        },
    )


class OfHomesForm(PlainForm):
    """Asks `parts` of each home; `first` and `last` are the fields around them."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def __init__(self, *args: Any, homes: Sequence[CareHome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes = list(homes)
        self.said: Mapping[int, str] = {}
        self.looks = dict(type(self).looks)  # type: ignore[misc]  # grows with the homes

    def add(self, home: CareHome, part: str, field: forms.Field, look: Look | None = None) -> None:
        self.fields[self.name_of(home, part)] = field
        drawn = {self.name_of(home, part): look or Look(width=3)}
        self.looks = {**self.looks, **drawn}  # type: ignore[misc]

    @staticmethod
    def name_of(home: CareHome, part: str) -> str:
        return f"home{home.pk}_{part}"

    def value(self, home: CareHome, part: str) -> Any:
        return self.cleaned_data.get(self.name_of(home, part))

    @property
    def first(self) -> Iterator[BoundField]:
        return (self[name] for name in self.before if name in self.fields)

    @property
    def last(self) -> Iterator[BoundField]:
        return (self[name] for name in self.after if name in self.fields)

    @property
    def groups(self) -> Iterator[HomeFields]:
        for home in self.homes:
            prefix = self.name_of(home, "")
            fields = [self[name] for name in self.fields if name.startswith(prefix)]
            yield HomeFields(home.name, self.said.get(home.pk, ""), fields)


class _DatedForm(OfHomesForm):
    before = ("counted_on",)
    counted_on = NhsDateField(
        label="Day of the count",
        help_text="For example, 15 2 2021",
        error_messages={"required": "Enter the day of the count"},
    )

    def clean_counted_on(self) -> date:
        day: date = self.cleaned_data["counted_on"]
        if day > today():
            raise forms.ValidationError("The day of the count must be today or in the past")
        return day


class ResidentsForm(_DatedForm):
    """How many residents of each home are registered with a practice, and who lives outside."""

    after = ("another", "another_residents")
    looks = {"another_residents": Look(width=3)}

    another: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label="Another home where you have residents",
        empty_label="None",
        required=False,
    )
    another_residents = forms.IntegerField(
        label="Residents registered with you in that home",
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=error_texts.whole_number_in_list("Another home", like=12, most=MOST),
    )

    def __init__(
        self,
        *args: Any,
        latest_by_home: Mapping[int, int],
        outside: Iterable[CareHome],
        outside_known: Mapping[int, tuple[int, int]],
        others: Any,
        **kwargs: Any,
    ) -> None:
        """`known` are the latest counts; `outside` the homes that another network looks after."""
        super().__init__(*args, **kwargs)
        self.outside = {outside_home.pk for outside_home in outside}
        self.fields["another"].queryset = others  # type: ignore[attr-defined]
        for home in self.homes:
            field = number("Residents registered with you", home, required=True)
            field.initial = latest_by_home.get(home.pk)
            self.add(home, "residents", field)
            if home.pk not in self.outside:
                continue
            moving, by_choice = outside_known.get(home.pk, (None, None))
            for part, label, initial in (
                ("moving", "Supported to move", moving),
                ("by_choice", "Outside by choice", by_choice),
            ):
                more = number(label, home)
                more.initial = initial
                self.add(home, part, more)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for home in self.homes:
            residents = self.value(home, "residents")
            numbers = [self.value(home, part) or 0 for part in ("moving", "by_choice")]
            if residents is not None and sum(numbers) > residents:
                self.add_error(
                    self.name_of(home, "moving"),
                    f"{home.name}: {numbers[0]} supported to move and {numbers[1]} outside by"
                    f" choice are more than your {residents} residents there",
                )
        if cleaned.get("another") and cleaned.get("another_residents") is None:
            self.add_error("another_residents", "Enter how many residents you have in that home")
        if cleaned.get("another_residents") and not cleaned.get("another"):
            self.add_error("another", "Choose the home these residents live in")
        return cleaned

    @property
    def counts(self) -> list[tuple[CareHome, int]]:
        counts = [(home, self.value(home, "residents")) for home in self.homes]
        if another := self.cleaned_data.get("another"):
            counts.append((another, self.cleaned_data["another_residents"]))
        return counts

    @property
    def moves(self) -> list[tuple[CareHome, int, int]]:
        """Of the homes aligned elsewhere, those of which something is said."""
        return [
            (home, self.value(home, "moving") or 0, self.value(home, "by_choice") or 0)
            for home in self.homes
            if home.pk in self.outside
            and None not in (self.value(home, "moving"), self.value(home, "by_choice"))
        ]


class PlansForm(_DatedForm):
    """Counts of plans, home by home; a home that is left empty is not counted."""

    PARTS = (
        ("residents", "Residents registered with you"),
        ("with_plan", "With a valid plan"),
        ("with_respect", "With ReSPECT"),
        ("copy_shared", "With a copy left or shared"),
        ("admissions", "Admitted or returned since the last count"),
        ("planned_in_time", "Of those, planned for in time"),
    )

    def __init__(self, *args: Any, residents: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for home in self.homes:
            for part, label in self.PARTS:
                field = number(label, home)
                if part == "residents":
                    field.initial = residents.get(home.pk)
                self.add(home, part, field)

    def _numbers(self, home: CareHome) -> dict[str, int | None]:
        return {part: self.value(home, part) for part, _ in self.PARTS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for home in self.homes:
            numbers = self._numbers(home)
            given = {part: value for part, value in numbers.items() if value is not None}
            if not given.keys() - {"residents"}:
                continue
            for part, label in self.PARTS:
                if numbers[part] is None and self.name_of(home, part) not in self.errors:
                    self.add_error(
                        self.name_of(home, part), f"{home.name}: enter a number for “{label}”"
                    )
            if len(given) == len(self.PARTS):
                for part, words in PlansSaid(**given).mistakes:
                    self.add_error(self.name_of(home, part), f"{home.name}: {words}")
        if not self.errors and not self.counts:
            self.add_error(None, "Enter the counts of at least one home")
        return cleaned

    @property
    def counts(self) -> list[tuple[CareHome, PlansSaid]]:
        counts = []
        for home in self.homes:
            numbers = self._numbers(home)
            if numbers["with_plan"] is not None and None not in numbers.values():
                counts.append((home, PlansSaid(**numbers)))  # type: ignore[arg-type]
        return counts


class ServicesForm(OfHomesForm):
    """Which of the four medicines services each home has."""

    PARTS = (
        ("supply", "Supply of medicines, including at the end of life"),
        ("reviews", "Structured reviews by video or telephone"),
        ("new_residents", "Reviews of new residents and of those back from hospital"),
        ("queries", "Help with medicines queries"),
    )

    def __init__(
        self, *args: Any, latest_by_home: Mapping[int, Mapping[str, bool]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for home in self.homes:
            field = forms.MultipleChoiceField(
                label=f"Services in place in {home.name}",
                choices=self.PARTS,
                required=False,
                widget=forms.CheckboxSelectMultiple(),
                initial=[
                    part for part, _ in self.PARTS if latest_by_home.get(home.pk, {}).get(part)
                ],
            )
            self.add(home, "services", field, Look(small=True, size="s"))

    @property
    def services(self) -> list[tuple[CareHome, dict[str, bool]]]:
        return [
            (home, {part: part in self.value(home, "services") for part, _ in self.PARTS})
            for home in self.homes
        ]
