"""Turns a bound field into one NHS.UK component: which template, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from commissioning.web.forms.dates import PARTS, DateParts
from commissioning.web.forms.looks import PLAIN, Look

FOLDER = "nhsuk/components"
DEFAULT_ROWS = 5  # of a text area; Django's own default is “10”


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """One radio button or checkbox."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    hint: str = ""
    divider: str = ""
    disabled: bool = False
    exclusive: bool = False
    revealed: SafeString | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One of the three boxes of a date."""

    id: str
    name: str
    label: str
    value: str
    width: int
    wrong: bool
    autocomplete: str = ""


def draw(bound: BoundField) -> SafeString:
    """The whole form group of a field, or the bare input when it is hidden."""
    if bound.is_hidden:
        return SafeString(bound.as_hidden())
    widget = bound.field.widget
    look: Look = getattr(bound.form, "looks", {}).get(bound.name, PLAIN)
    context = _shared(bound, look)
    match widget:
        case DateParts():
            template = "date"
            context["boxes"] = _boxes(bound, widget, context)
        case forms.CheckboxInput():
            template = "choices"
            context |= _choices("checkboxes", [_lone_checkbox(bound, look, context)])
            context |= {"legend": "", "hint": "", "described_by": ""}
        case forms.CheckboxSelectMultiple():
            template = "choices"
            context |= _choices("checkboxes", list(_items(bound, look, context["id"])))
        case forms.RadioSelect():
            template = "choices"
            context |= _choices("radios", list(_items(bound, look, context["id"])))
        case forms.Select():
            template = "select"
            context["groups"] = widget.optgroups(bound.html_name, _format(bound))
        case forms.Textarea():
            template = "textarea"
        case forms.FileInput():
            template = "file"
        case forms.PasswordInput():
            template = "password"
            context["attrs"] = {"autocomplete": "current-password", **context["attrs"]}
        case _:
            template = "input"
            context["type"] = getattr(widget, "input_type", "text") or "text"
    return render_to_string(f"{FOLDER}/{template}.html", context)


def draw_all(form: forms.BaseForm) -> SafeString:
    """Every field of a form in order; one that a choice reveals stands only beneath its choice."""
    looks: Mapping[str, Look] = getattr(form, "looks", {})
    beneath = {name for look in looks.values() for name in look.reveals.values()}
    return mark_safe("".join(draw(bound) for bound in form if bound.name not in beneath))  # noqa: S308


def problems(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error of a form with the place it links to, for the summary above the heading."""
    errors = [(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        if bound.errors:
            place = f"#{_id(bound)}{_first_wrong_box(bound)}"
            errors += [(str(message), place) for message in bound.errors]
    return errors


def _id(bound: BoundField) -> str:
    return str(bound.field.widget.attrs.get("id") or bound.auto_id)


def _first_wrong_box(bound: BoundField) -> str:
    if not isinstance(bound.field.widget, DateParts):
        return ""
    return f"-{next(iter(_wrong_parts(bound)), 'day')}"


def _format(bound: BoundField) -> Any:
    return bound.field.widget.format_value(bound.value())


def _shared(bound: BoundField, look: Look) -> dict[str, Any]:
    widget = bound.field.widget
    attrs = {
        name: value
        for name, value in widget.attrs.items()
        if name not in ("id", "class", "placeholder", "cols", "rows")
    }
    if bound.field.disabled:
        attrs["disabled"] = True
    id_ = _id(bound)
    errors = [str(error) for error in bound.errors]
    described = [f"{id_}-hint"] * bool(bound.help_text) + [f"{id_}-error"] * bool(any(errors))
    value = None
    if not isinstance(widget, forms.CheckboxInput | ChoiceWidget | DateParts):
        hidden = isinstance(widget, forms.PasswordInput) and not widget.render_value
        value = None if hidden else _format(bound)
    return {
        "id": id_,
        "name": bound.html_name,
        "label": bound.label,
        "legend": bound.label,
        "hint": bound.help_text,
        "errors": [error for error in errors if error],
        "in_error": bool(errors),
        "described_by": " ".join(described),
        "value": value,
        "attrs": attrs,
        "rows": DEFAULT_ROWS if widget.attrs.get("rows") in (None, "10") else widget.attrs["rows"],
        "look": look,
    }


def _choices(component: str, items: list[ChoiceItem]) -> dict[str, Any]:
    return {"component": component, "items": items}


def _items(bound: BoundField, look: Look, id_: str) -> Iterator[ChoiceItem]:
    """The choices in order; a divider takes a number too, as the frontend counts."""
    position = 0
    options = [
        option
        for _, group, _ in bound.field.widget.optgroups(bound.html_name, _format(bound))
        for option in group
    ]
    for option in options:
        value = str(option["value"])
        divider = look.dividers.get(value, "")
        position += 2 if divider else 1
        revealed = look.reveals.get(value)
        yield ChoiceItem(
            id=id_ if position == 1 else f"{id_}-{position}",
            name=bound.html_name,
            value=value,
            label=option["label"],
            checked=bool(option["selected"]),
            hint=look.hints.get(value, ""),
            divider=divider,
            disabled=value in look.disabled or bound.field.disabled,
            exclusive=value in look.exclusive,
            revealed=draw(bound.form[revealed]) if revealed else None,
        )


def _lone_checkbox(bound: BoundField, look: Look, context: dict[str, Any]) -> ChoiceItem:
    return ChoiceItem(
        id=context["id"],
        name=bound.html_name,
        value="on",
        label=str(bound.label),
        checked=bool(bound.value()),
        hint=str(bound.help_text or look.hints.get("on", "")),
        disabled=bound.field.disabled,
    )


def _wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """The boxes of a date that are wrong: those its error names, else all of them."""
    errors = bound.form.errors.as_data().get(bound.name, [])
    if not errors:
        return ()
    named = [part for error in errors for part in (error.params or {}).get("parts", ())]
    return tuple(part for part in PARTS if part in named) or PARTS


def _boxes(bound: BoundField, widget: DateParts, context: dict[str, Any]) -> list[Box]:
    typed = widget.typed(bound.value())
    wrong = _wrong_parts(bound)
    return [
        Box(
            id=f"{context['id']}-{part}",
            name=f"{bound.html_name}-{part}",
            label=part.capitalize(),
            value=typed[part],
            width=4 if part == "year" else 2,
            wrong=part in wrong,
            autocomplete=str(context["attrs"].get(f"{part}_autocomplete", "")),
        )
        for part in PARTS
    ]
