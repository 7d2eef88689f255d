"""The template pack draws what the NHS.UK frontend draws, example by example.

Every example that each component ships is either drawn alike or named below with the reason.
"""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from commissioning.web.components import SummaryRow, Tag, TaskItem
from commissioning.web.forms import Look, NhsDateField, NhsForm
from tests.integration.commissioning.nhsuk_fixtures import (
    FIELDS,
    Example,
    examples,
    form_for,
    tree,
)

# What these forms do not offer: a reason, and what in an example's name or options tells it.
NOT_OFFERED = {
    "input": {
        "a button beside the box": lambda each: "formGroup" in each.context,
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "HTML as prefix or suffix": lambda each: (
            "html" in str(each.context.get("prefix", "")) + str(each.context.get("suffix", ""))
        ),
        "an id on the label": lambda each: "id" in each.context.get("label", {}),
        "two widths": lambda each: "overriding" in each.name,
    },
    "file-upload": {
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "an id on the label": lambda each: "id" in each.context["label"],
        "other words on its button": lambda each: (
            "chooseFilesButtonText" in each.context
            or "chooseFilesButtonClassList" in each.context
            or "JavaScript" in each.name
        ),
    },
    "password-input": {
        "another language": lambda each: "showPasswordText" in each.context,
        "options of the button": lambda each: "button" in each.context,
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "a prefix": lambda each: "prefix" in each.context,
    },
    "select": {
        "a button beside the list": lambda each: "formGroup" in each.context,
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "an id on the label": lambda each: "id" in each.context.get("label", {}),
    },
    "textarea": {
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "an id on the label": lambda each: "id" in each.context.get("label", {}),
    },
    "radios": {
        "a choice left on when all are off": lambda each: "disabled with" in each.name,
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "an id on the legend": lambda each: "'id'" in str(each.context.get("fieldset")),
        "choices within choices": lambda each: "nested" in each.name,
        "ids made of odd characters": lambda each: "special characters" in each.name,
        "revealed fields with their own errors": lambda each: (
            "conditional content, error" in each.name
        ),
    },
    "checkboxes": {
        "a choice left on when all are off": lambda each: "disabled with" in each.name,
        "an error without its words": lambda each: each.context.get("errorMessage") is True,
        "an id on the legend": lambda each: "'id'" in str(each.context.get("fieldset")),
        "choices within choices": lambda each: "nested" in each.name,
        "ids made of odd characters": lambda each: "special characters" in each.name,
        "revealed fields with their own errors": lambda each: (
            "conditional content, error" in each.name
        ),
        "a choice that takes all": lambda each: "inclusive" in str(each.context),
        "groups of exclusive choices": lambda each: "named group" in each.name,
        "the old name of exclusive": lambda each: "deprecated" in each.name,
    },
    "date-input": {
        "boxes listed one by one": lambda each: "items" in each.context,
        "a month without a day": lambda each: each.context.get("day") is False,
        "a day without a year": lambda each: each.context.get("year") is False,
        "an error without its words": lambda each: (
            each.context.get("errorMessage") in (True, None) and "error" in each.name
        ),
        "an id on the legend": lambda each: "id" in each.context["fieldset"]["legend"],
        "another language": lambda each: "translations" in each.name,
        "one box switched off": lambda each: each.name.startswith("disabled "),
    },
}


def reason(each: Example) -> str:
    return next((why for why, tells in NOT_OFFERED[each.component].items() if tells(each)), "")


ALL = [each for component in FIELDS for each in examples(component)]
OFFERED = [each for each in ALL if not reason(each)]


def as_named_here(each: Example) -> str:
    """The example's HTML with the names that a Django form gives."""
    html = each.html
    if each.component == "date-input":
        html = re.sub(r'name="(?:[\w-]*?)(day|month|year)"', r'name="DATE-\1"', html)
        html = re.sub(r'name="[\w-]*\[(day|month|year)\]"', r'name="DATE-\1"', html)
    return html


@pytest.mark.parametrize("each", OFFERED, ids=lambda each: f"{each.component}: {each.name}")
def test_field_is_drawn_as_the_frontend_draws_it(each: Example) -> None:
    form = form_for(each)
    name = next(iter(form.fields))

    drawn = Template("{% load nhsuk %}{% nhsuk_field field %}").render(
        Context({"field": form[name]})
    )

    if each.component == "date-input":
        drawn = re.sub(r'name="[\w-]*?-(day|month|year)"', r'name="DATE-\1"', drawn)
    assert tree(drawn) == tree(as_named_here(each))


@pytest.mark.parametrize("component", FIELDS)
def test_what_is_not_offered_is_still_among_the_examples(component: str) -> None:
    for why, tells in NOT_OFFERED[component].items():
        assert any(tells(each) for each in examples(component)), why


class Claim(NhsForm):
    """A form with one of each, as the site's own forms are written."""

    looks: ClassVar = {
        "paid": Look(reveals={"yes": "amount"}, inline=True),
        "amount": Look(prefix="£", width=10),
    }

    name = forms.CharField(label="Name")
    paid = forms.ChoiceField(
        label="Was it paid?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    amount = forms.DecimalField(label="How much", required=False)
    spent_on = NhsDateField(label="Day it was spent")
    agreed = forms.BooleanField(label="The practice agrees", help_text="Its manager confirmed it")
    reference = forms.CharField(widget=forms.HiddenInput, required=False)


def test_crispy_draws_a_whole_form_with_the_pack() -> None:
    html = render_crispy_form(Claim())

    assert html.count("nhsuk-form-group") == 8  # five fields and the three boxes of the date
    assert html.count('id="id_amount"') == 1  # only beneath the choice that reveals it
    assert '<input type="hidden" name="reference" id="id_reference">' in html
    assert "required" not in html
    assert "<form" not in html


def test_summary_links_every_error_to_a_place_on_the_page() -> None:
    day = {"spent_on-day": "5", "spent_on-month": "", "spent_on-year": "2021"}
    form = Claim({"name": "", "amount": "x", **day})
    html = render_crispy_form(form) + Template("{% load nhsuk %}{% error_summary form %}").render(
        Context({"form": form})
    )

    places = re.findall(r'<a href="#([^"]+)"', html)
    assert places == ["id_name", "id_paid", "id_amount", "id_spent_on-month", "id_agreed"]
    assert all(f'id="{place}"' in html for place in places)
    assert "Day it was spent must include a month" in html


def test_no_summary_without_errors() -> None:
    summary = Template("{% load nhsuk %}{% error_summary form %}")

    assert summary.render(Context({"form": Claim()})).strip() == ""
    assert summary.render(Context({"form": None})).strip() == ""


@pytest.mark.parametrize(
    ("day", "month", "year", "answer"),
    [
        ("31", "3", "2021", date(2021, 3, 31)),
        (" 1 ", "March", "2021", date(2021, 3, 1)),
        ("1", "sep", "2021", date(2021, 9, 1)),
        ("", "", "", "This field is required."),
        ("31", "", "", "Day must include a month and a year"),
        ("31", "2", "2021", "Day must be a real date, for example 31 3 2021"),
        ("1", "3", "21", "Day must be a real date, for example 31 3 2021"),
        ("1", "13", "2021", "Day must be a real date, for example 31 3 2021"),
        ("x", "3", "2021", "Day must be a real date, for example 31 3 2021"),
        ("٣", "3", "2021", "Day must be a real date, for example 31 3 2021"),
    ],
)
def test_date_is_read_or_refused(day: str, month: str, year: str, answer: date | str) -> None:
    field = NhsDateField(label="Day")
    data = {"when-day": day, "when-month": month, "when-year": year}
    typed = field.widget.value_from_datadict(data, {}, "when")

    if isinstance(answer, date):
        assert field.clean(typed) == answer
    else:
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(typed)
        assert refused.value.messages == [answer]


@pytest.mark.parametrize(
    "each",
    [
        each
        for each in examples("error-summary")
        if each.name in ("with multiple errors", "without error link (mixed)")
    ],
    ids=lambda each: each.name,
)
def test_summary_is_drawn_as_the_frontend_draws_it(each: Example) -> None:
    problems = [(item["text"], item.get("href", "")) for item in each.context["errorList"] if item]

    drawn = render_to_string("nhsuk/error_summary.html", {"problems": problems})

    assert tree(drawn) == tree(each.html)


BUTTONS = {"text", "variant", "small", "href", "disabled", "preventDoubleClick"}
VARIANTS = (None, "secondary", "warning", "login")


@pytest.mark.parametrize(
    "each",
    [
        each
        for each in examples("button")
        if set(each.context) <= BUTTONS
        and each.context.get("variant") in VARIANTS
        and each.context.get("preventDoubleClick") is not False
    ],
    ids=lambda each: each.name,
)
def test_button_is_drawn_as_the_frontend_draws_it(each: Example) -> None:
    look = dict(each.context)
    look["once"] = look.pop("preventDoubleClick", False)

    drawn = render_to_string("nhsuk/components/button.html", look)

    assert tree(drawn) == tree(each.html)


def example(component: str, name: str) -> Example:
    return next(each for each in examples(component) if each.name == name)


def test_a_summary_list_is_drawn_as_the_frontend_draws_it() -> None:
    shown = example("summary-list", "with actions")
    rows = [
        SummaryRow(
            row["key"]["text"],
            _lines(row["value"]),
            change_href=row["actions"]["items"][0]["href"],
            change_what=row["actions"]["items"][0]["visuallyHiddenText"],
        )
        for row in shown.context["rows"][:3]
    ]
    drawn = tree(render_to_string("summary_list.html", {"rows": rows}))
    wanted = tree(shown.html)
    del wanted[0][2][3:]  # the fourth holds two paragraphs, which a value here does not
    assert drawn == wanted


def _lines(value: dict[str, str]) -> str:
    text = value.get("text") or value["html"]
    return "\n".join(line.strip() for line in text.split("<br>"))


def test_a_list_of_tasks_is_drawn_as_the_frontend_draws_it() -> None:
    shown = example("task-list", "default")
    tasks = [
        TaskItem(
            each["heading"]["text"],
            each["href"],
            note=each.get("hint", {}).get("text", ""),
            tag=_tag(each["status"]["tag"]),
        )
        for each in shown.context["items"][:3]
    ]
    drawn = tree(render_to_string("task_list.html", {"tasks": tasks, "prefix": "your-health"}))
    wanted = tree(shown.html)
    del wanted[0][2][3:]  # the others are of kinds that are not offered: without a link
    assert drawn == wanted


def _tag(asked: dict[str, str]) -> Tag:
    plain = "no-colour nhsuk-tag--no-border nhsuk-u-font-weight-normal"
    return Tag(asked["text"], asked.get("colour") or plain)


def test_the_way_through_a_list_is_drawn_as_the_frontend_draws_it() -> None:
    shown = example("pagination", "with only next")
    drawn = render_to_string(
        "pagination.html", {"next_href": shown.context["next"]["href"], "label": "Pagination"}
    )
    assert _without_pages(drawn) == _without_pages(shown.html)


def _without_pages(html: str) -> object:
    """The part of a pagination that names no page, since pages of a list have no names."""
    html = re.sub(r'<span class="nhsuk-u-visually-hidden">:</span>', "", html)
    return tree(
        re.sub(r'<span class="nhsuk-pagination__page">.*?</span>', "", html, flags=re.DOTALL)
    )
