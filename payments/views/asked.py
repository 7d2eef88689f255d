"""What the address of a list asks for."""

from __future__ import annotations

from django.http import HttpRequest


def listed(request: HttpRequest) -> dict[str, str]:
    """What is sought, and after or before which key the rows go on.

    A character that no text in the database can hold is left out: nothing has it.
    """
    asked = {
        name: request.GET.get(parameter, "").replace("\0", "").strip()
        for name, parameter in (("search", "q"), ("after", "after"), ("before", "before"))
    }
    return {name: text[:200] for name, text in asked.items()}
