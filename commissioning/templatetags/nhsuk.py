"""Tags that draw NHS.UK components: fields, the error summary, buttons, icons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commissioning.domain import names
from commissioning.records import audit
from commissioning.web.forms.drawing import draw, draw_all, problems

register = template.Library()

ICONS = {  # as the NHS.UK frontend draws them
    "user": (
        "M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm0 2a9 9 0 0 0-5 16.5V18a4 4 0 0 1 4-4h2"
        "a4 4 0 0 1 4 4v1.5A9 9 0 0 0 12 3Zm0 3a3.5 3.5 0 1 1-3.5 3.5A3.4 3.4 0 0 1 12 6Z"
    ),
    "search": (
        "m20.7 18.9-4.1-4.1a7 7 0 1 0-1.4 1.4l4 4.1a1 1 0 0 0 1.5 0c.4-.4.4-1 0-1.4Z"
        "M6 10.6a5 5 0 1 1 10 0 5 5 0 0 1-10 0Z"
    ),
}


@register.filter
def as_read(at: datetime | None) -> datetime | None:
    """A recorded moment as people read it: in a demo, on the demo's day."""
    return audit.as_read(at) if at else None


@register.simple_tag
def nhsuk_field(bound: BoundField) -> SafeString:
    """One field with its label, hint and error, as an NHS.UK component."""
    return draw(bound)


@register.simple_tag
def nhsuk_fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form, hidden ones too."""
    return draw_all(form)


@register.simple_tag
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """HTML attributes; True writes the bare name, False and None write nothing."""
    return flatatt(dict(attrs))


@register.inclusion_tag("nhsuk/error_summary.html")
def error_summary(form: forms.BaseForm | None) -> dict[str, Any]:
    """Every error of the form, linked to its field; stands above the page's heading."""
    return {"problems": problems(form) if form is not None and form.is_bound else []}


@register.inclusion_tag("nhsuk/components/button.html")
def button(text: str, **look: Any) -> dict[str, Any]:
    """A button, or a link that looks like one when it has an `href`.

    `variant` is secondary, warning or login; `once` keeps a double click from sending twice.
    """
    return {"text": text, **look}


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html(
        '<svg class="nhsuk-icon nhsuk-icon--{}" xmlns="http://www.w3.org/2000/svg" '
        'viewBox="0 0 24 24" width="16" height="16" focusable="false" aria-hidden="true">'
        '<path d="{}"/></svg>',
        name,
        ICONS[name],
    )


@register.filter
def in_words(name: str) -> str:
    """An organisation's name for people to read, where the publishers write it in capitals."""
    return names.in_words(str(name))
