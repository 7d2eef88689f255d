"""A claim form: one cost or several, each checked by the rules as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from commissioning.domain.periods import written
from commissioning.specifications.schema import OnClaim
from commissioning.web.forms import Look, NhsDateField, NhsForm
from payments.forms.claim_typing import FIELDS, boxes
from payments.forms.numbers import NumberField
from payments.models.claims import LONGEST, MOST_LINES
from payments.rules.claim_checks import CostLine
from payments.rules.facts import Claimed

MOST_UNITS = Decimal("99999.99")
MOST_POUNDS = Decimal("9999999.99")
NOT_ASKED = "Choose what kind of cost it is"
PLACE = "cost {:02}"  # how a cost is called before it has a reference


@dataclass(frozen=True, slots=True)
class CostFields:
    """The fields of one cost, ready to draw."""

    number: int
    title: str
    fields: tuple[BoundField, ...]


class CostsForm(NhsForm):
    """Some costs, numbered from 1. How many there are is said by the hidden field `lines`."""

    lines = forms.IntegerField(required=False, widget=forms.HiddenInput)
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, term: OnClaim, today: date, reference: str = "", **kwargs: Any
    ) -> None:
        """`reference`: of the claim that is corrected, a form of one cost that stands by itself."""
        super().__init__(*args, **kwargs)
        self.term, self.today, self.reference = term, today, reference
        self.alone = bool(reference)
        self._looks: dict[str, Look] = {}
        self.looks = self._looks  # type: ignore[misc]  # (its own: costs differ in number)
        self.count = 1 if self.alone else self._asked_for()
        for number in range(1, self.count + 1):
            self._add_cost(number)

    def _asked_for(self) -> int:
        value = self.data.get("lines", "") if self.is_bound else self.initial.get("lines", 1)
        text = str(value)
        count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1  # noqa: PLR2004
        return min(max(count, 1), MOST_LINES)

    def _add_cost(self, number: int) -> None:
        self.fields[f"category-{number}"] = forms.ChoiceField(
            label="Kind of cost",
            choices=_choices(self.term),
            error_messages={
                "required": NOT_ASKED,
                "invalid_choice": NOT_ASKED,
            },
        )
        self.fields[f"incurred_on-{number}"] = NhsDateField(
            label="Day of the cost",
            help_text="For sessions in one week, any day of it. For example, 3 6 2020",
            error_messages={"required": "Enter the day of the cost"},
        )
        self.fields[f"quantity-{number}"] = NumberField(
            label="How many",
            help_text="Sessions, hours or items",
            missing="Enter how many sessions, hours or items",
            least=Decimal("0.01"),
            most=MOST_UNITS,
        )
        self.fields[f"unit_cost-{number}"] = NumberField(
            label="Cost of each",
            missing="Enter what each cost",
            most=MOST_POUNDS,
        )
        self.fields[f"other_funding-{number}"] = NumberField(
            label="Met by other funding",
            help_text="Leave blank if nothing else paid for it",
            missing="",
            most=MOST_POUNDS,
            required=False,
        )
        self.fields[f"description-{number}"] = forms.CharField(
            label="What it was for",
            help_text="In a few words, never about a patient",
            max_length=LONGEST,
            error_messages={
                "required": "Enter what the cost was for",
                "max_length": f"What it was for must be {LONGEST} characters or fewer",
            },
        )
        for name, width in (("quantity", 5), ("unit_cost", 10), ("other_funding", 10)):
            prefix = "" if name == "quantity" else "£"
            self._looks[f"{name}-{number}"] = Look(width=width, prefix=prefix)
            self.fields[f"{name}-{number}"].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, self.count + 1):
            self._clean_cost(number, cleaned)
        if self.count > 1:
            self._say_which_cost()
        return cleaned

    def _say_which_cost(self) -> None:
        """Begin each error with the cost that it is about."""
        for name, errors in self.errors.items():
            number = name.rpartition("-")[2]
            for error in errors.as_data() if number.isdigit() else ():
                error.message = f"Cost {number}: {error.message}"

    def _clean_cost(self, number: int, cleaned: Mapping[str, Any]) -> None:
        """What can never be paid here is not taken; what is over a cap is, and is disallowed."""
        category = next(
            (
                cost_category
                for cost_category in self.term.categories
                if cost_category.code == cleaned.get(f"category-{number}")
            ),
            None,
        )
        if category and category.refused:
            self.add_error(f"category-{number}", f"{category.refused}: choose another kind of cost")
        day, period = cleaned.get(f"incurred_on-{number}"), self.term.period
        if day and day not in period:
            self.add_error(
                f"incurred_on-{number}",
                ValidationError(
                    f"Day of the cost must be from {written(period.start)} to {written(period.end)}"
                ),
            )

    @property
    def costs(self) -> tuple[CostFields, ...]:
        """The fields by cost."""
        return tuple(
            CostFields(
                number,
                f"Cost {number}",
                tuple(self[f"{name}-{number}"] for name in FIELDS),
            )
            for number in range(1, self.count + 1)
        )

    def complete(self) -> Iterator[tuple[int, CostLine]]:
        """The costs that are filled in rightly, by their numbers, whatever the others are."""
        if not self.is_bound:
            return
        for number in range(1, self.count + 1):
            values: dict[str, Any] = {
                name: self.cleaned_data.get(f"{name}-{number}") for name in FIELDS
            }
            wrong = any(f"{name}-{number}" in self.errors for name in FIELDS)
            values["other_funding"] = values["other_funding"] or Decimal(0)
            if not wrong and all(value is not None for value in values.values()):
                yield number, CostLine(**values)

    def checkable(self) -> dict[int, Claimed]:
        """What the rules can be asked about already, by number: kind, day and pounds are known.

        A kind that is never paid can be asked about too, to be told why.
        """
        claims_by_number = {}
        for number in range(1, self.count + 1):
            values = {name: self._as_read(f"{name}-{number}") for name in FIELDS}
            if all(values[name] is not None for name in FIELDS[:4]):
                claims_by_number[number] = Claimed(
                    self.place(number),
                    values["category"],
                    values["incurred_on"],
                    values["quantity"],
                    values["unit_cost"],
                    values["other_funding"] or Decimal(0),
                    self.today,
                )
        return claims_by_number

    def title(self, number: int) -> str:
        """How a cost of this form is called on the page."""
        return self.reference or f"cost {number} of this form"

    @property
    def hidden(self) -> dict[str, Any]:
        """The form's own number, and the edition of the draft that was opened."""
        number = self._as_read("number")
        return {"number": number or uuid4(), "edition": self._as_read("edition") or 0}

    def altered(self, do: str) -> list[dict[str, str]]:
        """What was typed, with one cost more, or without the one that is named."""
        lines = self.typed()
        if do == "add":
            return [*lines, {}][:MOST_LINES]
        left_out = do.removeprefix("remove-")
        return [line for number, line in enumerate(lines, start=1) if str(number) != left_out]

    def as_edition(self, edition: int, reason: str) -> CostsForm:
        """The same form over what somebody else saved, so that saving it again replaces that."""
        data = {**self.data.dict(), "edition": str(edition)}  # type: ignore[attr-defined]
        form = CostsForm(data, term=self.term, today=self.today)
        form.add_error(None, reason)
        return form

    def place(self, number: int) -> str:
        """How a cost is called among claims: a claim that is corrected by its reference."""
        return self.reference or PLACE.format(number)

    def _as_read(self, name: str) -> Any:
        """What a field says by itself, whatever the form thinks of it; None where it is wrong."""
        field = self.fields[name]
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            return field.clean(typed)
        except ValidationError:
            return None

    def typed(self) -> list[dict[str, str]]:
        """What was typed in each cost, as a draft keeps it."""
        return [
            {
                box: str(self.data.get(f"{self.add_prefix(name)}{ending}", ""))
                for box, name, ending in boxes(number)
            }
            for number in range(1, self.count + 1)
        ]


def _choices(term: OnClaim) -> Iterable[Any]:
    """The kinds of cost, those that are never paid here apart from the others."""
    yield "", "Choose a kind of cost"
    yield from (
        (category.code, category.title) for category in term.categories if not category.refused
    )
    refused = [(category.code, category.title) for category in term.categories if category.refused]
    if refused:
        yield "Not paid back here", refused
