"""What is asked for a what-if, and for a budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import FinancialYear
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from payments.engine.what_if import Scenario
from payments.rules.scenarios import (
    AnotherAnswer,
    AnotherList,
    AnotherRate,
    Change,
    ListsScaled,
)
from payments.selectors.what_if import APART, Choice, WhatIfChoices, waiting_version

NOTHING = ("", "No change")


class Pounds(forms.DecimalField):
    """An amount as people write it: with thousands apart, and the sign."""

    def to_python(self, value: Any) -> Any:
        plain_value = value.replace(",", "").replace("£", "") if isinstance(value, str) else value
        return super().to_python(plain_value)


class BudgetForm(NhsForm):
    amount = Pounds(
        label="Budget for the year",
        help_text="In pounds, for example 1200000 or 1,200,000.00",
        min_value=Decimal(0),
        max_value=Decimal(1_000_000_000),
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": "Enter the budget in pounds",
            **error_texts.pounds("The budget", like="1200000", most=1_000_000_000),
        },
    )
    note = forms.CharField(
        label="Note",
        help_text="For example where it was agreed",
        max_length=300,
        required=False,
    )
    looks: ClassVar[dict[str, Look]] = {"amount": Look(width=10, prefix="£")}


class WhatIfForm(NhsForm):
    """What is otherwise. Sent by GET: nothing is stored, and an address can be passed on."""

    year = forms.ChoiceField(
        label="Financial year",
        error_messages={"required": "Choose a financial year"},
    )
    payee = forms.ChoiceField(label="For whom", required=False)
    rate_of = forms.ChoiceField(label="Another rate for", required=False)
    rate = forms.DecimalField(
        label="Rate",
        help_text="In pounds, for example 175.50",
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=error_texts.pounds("The rate", like="175.50", places=4, under=100_000_000),
    )
    rate_from = NhsDateField(
        label="From", help_text="Leave empty for the whole year", required=False
    )
    list_of = forms.ChoiceField(label="Another list", required=False)
    list_practice = forms.ChoiceField(label="Of which practice", required=False)
    list_size = forms.DecimalField(
        label="List size",
        help_text="The patients of that practice; for all practices, a percentage such as 103",
        required=False,
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=error_texts.number("The list size", like="7500", under=100_000_000),
    )
    element = forms.ChoiceField(label="Another answer to", required=False)
    element_practice = forms.ChoiceField(label="From which practice", required=False)
    answer = forms.ChoiceField(
        label="Answer",
        required=False,
        choices=[NOTHING, ("signed", "Signs"), ("declined", "Declines, or opts out")],
    )
    answer_on = NhsDateField(
        label="Day of the answer",
        help_text="Leave empty for the last day to sign up",
        required=False,
    )
    reading = forms.ChoiceField(label="Another reading of an interpretation", required=False)
    version = forms.ChoiceField(label="A version that waits for approval", required=False)
    looks: ClassVar[dict[str, Look]] = {
        "rate": Look(width=10, prefix="£"),
        "list_size": Look(width=10),
    }

    def __init__(
        self, *args: Any, choices: WhatIfChoices, payees: list[Choice], everybody: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.there_is = choices
        practices = [payee for payee in payees if not payee[0].startswith("U")]
        offered: dict[str, list[Choice]] = {
            "year": choices.years,
            "payee": [("", "All practices and networks")] * everybody + payees,
            "rate_of": [NOTHING, *choices.rates],
            "list_of": [NOTHING, *choices.lists],
            "list_practice": [("", "All practices"), *practices],
            "element": [NOTHING, *choices.elements],
            "element_practice": [("", "All practices"), *practices],
            "reading": [NOTHING, *choices.readings],
            "version": [NOTHING, *choices.versions],
        }
        for name, field_choices in offered.items():
            self.fields[name].choices = field_choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = "Choose one of those listed"
        if not choices.versions:
            del self.fields["version"]
        self.practices = tuple(code for code, _ in practices)

    NEEDS = (
        ("rate_of", "rate", "Enter the rate to try"),
        ("rate", "rate_of", "Choose what the rate is for"),
        ("list_of", "list_size", "Enter the list size to try"),
        ("list_size", "list_of", "Choose which list it is"),
        ("element", "answer", "Choose the answer to try"),
        ("answer", "element", "Choose what the answer is to"),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        for given, needed, words in self.NEEDS:
            missing = answers.get(needed) in ("", None) and needed not in self.errors
            if answers.get(given) not in ("", None) and missing:
                self.add_error(needed, words)
        tried = ("rate_of", "list_of", "element", "reading", "version")
        if not self.errors and not any(answers.get(name) for name in tried):
            self.add_error(None, "Change something to try: a rate, a list, an answer or a reading")
        return answers

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear.parse(self.cleaned_data["year"])

    def scenario(self) -> Scenario:
        """What is otherwise, once the form is valid."""
        answers = self.cleaned_data
        readings: dict[str, dict[str, str]] = {}
        if answers["reading"]:
            code, interpretation, option = answers["reading"].split(APART)
            readings = {code: {interpretation: option}}
        pk = answers.get("version")
        return Scenario(
            changes=tuple(self._changes()),
            readings=readings,
            proposed=waiting_version(int(pk)) if pk else None,
        )

    def _changes(self) -> list[Change]:
        answers, changes = self.cleaned_data, list[Change]()
        if answers["rate_of"]:
            code, term = answers["rate_of"].split(APART)
            start = answers["rate_from"] or self.financial_year.first_month.first
            changes.append(AnotherRate(code, term, answers["rate"], start))
        if answers["list_of"]:
            kind, on = answers["list_of"].split(APART)
            changes.append(self._list(kind, date.fromisoformat(on)))
        if answers["element"]:
            code, element = answers["element"].split(APART)
            spec = self.there_is.specifications[code]
            changes.append(
                AnotherAnswer(
                    (answers["element_practice"],)
                    if answers["element_practice"]
                    else self.practices,
                    code,
                    element,
                    signed=answers["answer"] == "signed",
                    on=answers["answer_on"] or spec.sign_up.by,
                    version=spec.version,
                )
            )
        return changes

    def _list(self, kind: str, on: date) -> Change:
        practice, size = self.cleaned_data["list_practice"], self.cleaned_data["list_size"]
        if practice:
            return AnotherList(practice, kind, on, size)
        return ListsScaled(kind, on, size)
