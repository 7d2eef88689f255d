"""Checking answers before they count: asked, shown with what they change, then done."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import HttpRequest

NOT_ANSWERS = {"csrfmiddlewaretoken", "confirmed", "change", "typed_by"}


def is_sent(request: HttpRequest, form: BaseForm) -> bool:
    """Say whether answers came that can be checked; not where somebody goes back to change them."""
    return request.method == "POST" and "change" not in request.POST and form.is_valid()


def is_confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def answers(request: HttpRequest) -> list[tuple[str, str]]:
    """What was answered, as the page on which answers are checked sends it on."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_ANSWERS
        for value in values
    ]
