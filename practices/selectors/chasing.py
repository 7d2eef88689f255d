"""What can be chased, in words, and whom a click is about."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation, User
from practices.policy.answers import can_chase
from practices.selectors.answering import asking_specification
from practices.selectors.boards import NONE, answers_board


def titles_of_deadlines() -> dict[tuple[str, str], str]:
    """What every deadline and return is called, by the specification's code and its own."""
    titles = {}
    for code, approved in approved_specifications().items():
        for specification in reversed(approved.latest_first):
            for deadline in specification.deadlines:
                titles[code, deadline.code] = deadline.title
                if deadline.return_code:
                    titles[code, deadline.return_code] = deadline.title
    return titles


def chasable(user: User, codes: Sequence[str]) -> list[Organisation]:
    """The practices and networks of these codes that a person may chase."""
    if not can_chase(user):
        return []
    kinds = (Organisation.Kind.PRACTICE, Organisation.Kind.PCN)
    return list(Organisation.objects.filter(code__in=codes, kind__in=kinds).order_by("code"))


def unanswered(user: User, specification: str) -> list[Organisation]:
    """The practices that have answered no part of a specification."""
    current_specification = asking_specification(specification)
    if current_specification is None or not can_chase(user):
        return []
    board = answers_board(user, current_specification, current_specification.sign_up.by)
    return list(Organisation.objects.filter(pk__in=board.filter(answer=NONE).values("pk")))
