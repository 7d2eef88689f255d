"""Practices, directors and the CCG's people, at work on who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.models import Organisation, Role, RoleMembership, User
from tests.factories.years import Year, a_person

IN_TIME, LATE = date(2020, 5, 20), date(2020, 7, 6)


def acting(email: str, role: Role, organisation: Organisation, *, deputy: bool = False) -> User:
    """Somebody who acts for an organisation."""
    name = email.split("@", maxsplit=1)[0].title()
    person, _ = User.objects.get_or_create(email=email, defaults={"name": name})
    RoleMembership.objects.create(
        person=person,
        role=role,
        organisation=organisation,
        starts_on=date(2016, 4, 1),
        **({"deputy": True} if deputy else {}),
    )
    return person


@dataclass
class Cast:
    """Everybody whom a request passes: `gita` of C86001, its network's director and deputy."""

    year: Year

    def __post_init__(self) -> None:
        year = self.year
        self.practice = Organisation.objects.get(code="C86001")
        self.gita = acting("gita@gp.example", Role.PRACTICE, self.practice)
        self.leo = acting("leo@pcn.example", Role.PCN_DIRECTOR, year.network)
        self.ada = acting("ada@pcn.example", Role.PCN_DIRECTOR, year.network, deputy=True)
        self.elsewhere = year.a_network("U36746", "ANOTHER PCN")
        self.jon = acting("jon@pcn.example", Role.PCN_DIRECTOR, self.elsewhere)
        self.ann = a_person("ann@nhs.example", Role.PRIMARY_CARE)
        self.beth = a_person("beth@nhs.example", Role.PRIMARY_CARE)
        self.priya = year.preparer
