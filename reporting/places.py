"""Which pages each person's menu offers, and where each of them starts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from commissioning.models import Role, User
from commissioning.policy import acts_for
from payments.policy import reads_every_payment, reads_runs


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu."""

    text: str
    href: str
    current: bool = False


def home_of(user: User) -> str:
    """The address of a person's first page: the runs, or what their organisation is paid.

    As with the menu, give the person as they act now (`commissioning.acting.acting`).
    """
    return places_for(user)[0].href


def places_for(user: User, path: str = "") -> list[Place]:
    """The menu of a person; the entry under which `path` lies most closely is marked."""
    found = _places(user)
    nearest = max((href for _, href in found if path.startswith(href)), key=len, default=None)
    return [Place(text, href, current=href == nearest) for text, href in found]


def _places(user: User) -> list[tuple[str, str]]:
    runs = [("Payment runs", reverse("payments:runs"))] if reads_runs(user) else []
    if reads_every_payment(user):
        return [*runs, ("Payees", reverse("payments:payees"))]
    networks = acts_for(user, Role.PCN_DIRECTOR)
    own = [*networks, *acts_for(user, Role.PRACTICE)]
    if not own:
        return runs
    payments = [("Payments", reverse("payments:payee", args=[own[0].code]))]
    if len(own) > 1 or networks:
        payments.append(("Payees", reverse("payments:payees")))
    return [*runs, *payments]
