"""Reads the examples that every NHS.UK component ships, and asks a Django form for the same."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.utils.safestring import mark_safe

from commissioning.web.forms import DateParts, Look, NhsForm

COMPONENTS = Path(settings.BASE_DIR) / "node_modules/nhsuk-frontend/dist/nhsuk/components"
VOID = {"input", "br", "hr", "img", "meta", "link", "path"}
PRESERVED = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Example:
    """One example of a component: what was asked for, and the HTML that answers it."""

    component: str
    name: str
    context: dict[str, Any]
    html: str


def examples(component: str) -> list[Example]:
    shipped = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))
    return [
        Example(component, each["name"], each["context"], each["html"])
        for each in shipped["fixtures"]
    ]


class Tree(HTMLParser):
    """HTML as nested tuples, so that order of attributes and white space do not matter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Any] = []
        self.open: list[list[Any]] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        plain = {name: value or "" for name, value in attrs}
        if "class" in plain:
            plain["class"] = " ".join(sorted(plain["class"].split()))
        element = [tag, tuple(sorted(plain.items())), []]
        self.open[-1].append(element)
        if tag not in VOID:
            self.open.append(element[2])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\n]+", " ", data).strip(" ")
        if text:
            self.open[-1].append(text)


def tree(html: str) -> list[Any]:
    parser = Tree()
    parser.feed(html)
    parser.close()
    return parser.root


def text(option: Any) -> str:
    """A text that the frontend takes as a string, as text or as HTML."""
    if isinstance(option, dict):
        return mark_safe(option["html"]) if "html" in option else option.get("text", "")  # noqa: S308
    return option if isinstance(option, str) else ""


def label_look(label: dict[str, Any] | str) -> tuple[str, dict[str, Any]]:
    if isinstance(label, str):
        return label, {}
    heading = label.get("heading")
    return heading or text(label), {"size": label.get("size", ""), "page_heading": bool(heading)}


def form_for(example: Example) -> forms.Form:
    """A Django form with one field, called as the example calls it."""
    context = example.context
    name = context.get("name") or context.get("id") or "example"
    shown, look = label_look(_label(context))
    field, more, value = FIELDS[example.component](context, name)
    field.label = shown
    field.help_text = text(context.get("hint"))
    field.disabled = bool(context.get("disabled"))
    id_ = context.get("idPrefix") or context.get("id") or name
    field.widget.attrs["id"] = id_
    reveals = {}
    revealed = {}
    for item in context.get("items", ()):
        if isinstance(item, dict) and "conditional" in item:
            under, under_field, under_look = _revealed(item["conditional"]["html"])
            reveals[item["value"]] = under
            revealed[under] = (under_field, under_look)
    fields = {name: field, **{under: each for under, (each, _) in revealed.items()}}
    looks = {
        name: Look(**look, **more, reveals=reveals),
        **{under: each for under, (_, each) in revealed.items()},
    }
    kind = type("Example", (NhsForm,), {**fields, "looks": looks})
    form = kind(data={}, initial={name: value})
    form.is_bound = False
    return _with_errors(form, name, context)


def _with_errors(form: forms.Form, name: str, context: dict[str, Any]) -> forms.Form:
    wrong = text(context.get("errorMessage"))
    if not wrong:
        return form
    parts = tuple(
        part
        for part in ("day", "month", "year")
        if isinstance(context.get(part), dict) and context[part].get("error")
    )
    form._errors = forms.utils.ErrorDict()  # noqa: SLF001  (as full_clean leaves it)
    problem = forms.ValidationError(wrong, params={"parts": parts})
    form._errors[name] = forms.utils.ErrorList([problem])  # noqa: SLF001
    return form


def _label(context: dict[str, Any]) -> dict[str, Any] | str:
    fieldset = context.get("fieldset")
    if "fieldset" in context:
        return (fieldset or {}).get("legend") or {}
    return context.get("label") or {}


def _revealed(html: str) -> tuple[str, forms.Field, Look]:
    """The field that an example shows beneath a choice, read from its own HTML."""
    name = re.findall(r'name="([^"]+)"', html)[0]
    label = re.findall(r"<label[^>]*>\s*(.*?)\s*</label>", html, re.DOTALL)[0]
    attrs = {"id": re.findall(r'<input[^>]* id="([^"]+)"', html)[0]}
    if "spellcheck" in html:
        attrs["spellcheck"] = "false"
    widget = forms.TextInput(attrs=attrs)
    widget.input_type = re.findall(r'type="([^"]+)"', html)[0]
    classes = re.findall(r'class="nhsuk-input ([^"]+)"', html)
    return name, forms.CharField(label=label, widget=widget), Look(classes="".join(classes))


Made = tuple[forms.Field, dict[str, Any], Any]


def _attrs(context: dict[str, Any], *names: str) -> dict[str, Any]:
    found = {name: context[name] for name in names if name in context}
    return {name: str(v).lower() if isinstance(v, bool) else v for name, v in found.items()}


def _input(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    attrs = _attrs(context, "autocomplete", "spellcheck", "inputmode")
    widget = forms.TextInput(attrs=attrs)
    widget.input_type = context.get("type", "text")
    look = {
        "width": context.get("width", 0),
        "prefix": text(context.get("prefix")),
        "suffix": text(context.get("suffix")),
        "code": context.get("code", False),
        "classes": context.get("classes", ""),
    }
    return forms.CharField(widget=widget), look, context.get("value")


def _password(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    widget = forms.PasswordInput(attrs=_attrs(context, "autocomplete"))
    return forms.CharField(widget=widget), {"width": context.get("width", 0)}, None


def _textarea(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    widget = forms.Textarea(attrs=_attrs(context, "autocomplete"))
    return forms.CharField(widget=widget), {}, None


def _choices(context: dict[str, Any]) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    found = []
    dividers = {}
    divider = ""
    for item in context["items"]:
        if "divider" in item:
            divider = item["divider"]
            continue
        if divider:
            dividers[item["value"]] = divider
        divider = ""
        found.append((item["value"], item["text"]))
    look = {
        "dividers": dividers,
        "hints": {i["value"]: text(i["hint"]) for i in context["items"] if "hint" in i},
        "disabled": frozenset(i["value"] for i in context["items"] if i.get("disabled")),
        "exclusive": frozenset(
            i["value"] for i in context["items"] if i.get("behaviour") == "exclusive"
        ),
        "inline": context.get("inline", False),
        "small": context.get("small", False),
    }
    return found, look


def _select(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    choices, look = _choices(context)
    return forms.ChoiceField(choices=choices), look, context.get("value")


def _radios(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    choices, look = _choices(context)
    field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    return field, look, context.get("value")


def _checkboxes(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    choices, look = _choices(context)
    field = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    return field, look, context.get("values")


def _date(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    values = dict(context.get("values") or {})
    attrs = {}
    for part in ("day", "month", "year"):
        box = context.get(part)
        if isinstance(box, dict):
            values |= {part: box["value"]} if "value" in box else {}
            if "autocomplete" in box:
                attrs[f"{part}_autocomplete"] = box["autocomplete"]
    return forms.Field(widget=DateParts(attrs=attrs)), {}, values


def _file(context: dict[str, Any], name: str) -> Made:  # noqa: ARG001
    return forms.FileField(widget=forms.FileInput()), {}, None


FIELDS = {
    "input": _input,
    "file-upload": _file,
    "password-input": _password,
    "textarea": _textarea,
    "select": _select,
    "radios": _radios,
    "checkboxes": _checkboxes,
    "date-input": _date,
}
