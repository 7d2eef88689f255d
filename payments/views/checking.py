"""What the page on which answers are checked sends on."""

from __future__ import annotations

from django.http import HttpRequest

NOT_ANSWERS = {"csrfmiddlewaretoken", "confirmed", "change", "typed_by"}


def answers(request: HttpRequest) -> list[tuple[str, str]]:
    """What was answered, as the page on which answers are checked sends it on."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_ANSWERS
        for value in values
    ]
