"""The people around some homes: a practice's, a network's director and deputy, the CCG's two."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from carehomes.models import CareHome, ResidentCount
from commissioning.models import Organisation, Role, RoleMembership, User
from tests.factories.years import Year

SINCE = date(2016, 4, 1)


def acting(email: str, role: Role, *organisations: Organisation | None, **more: object) -> User:
    """Somebody who holds a role for these organisations, or for the commissioner."""
    person = User.objects.create_user(email=email, name=email.split("@", maxsplit=1)[0].title())
    for each in organisations or (None,):
        RoleMembership.objects.create(
            person=person, role=role, organisation=each, starts_on=SINCE, **more
        )
    return person


@dataclass
class Team:
    """Two practices of one network and one of another, with people, and homes as a test adds."""

    year: Year
    own: Organisation = field(init=False)
    second: Organisation = field(init=False)
    away: Organisation = field(init=False)
    elsewhere: Organisation = field(init=False)

    def __post_init__(self) -> None:
        self.own = self.year.a_practice("C86001", "THE OWN PRACTICE")
        self.second = self.year.a_practice("C86002", "THE SECOND PRACTICE")
        self.elsewhere = self.year.a_network("U36746", "ANOTHER PCN")
        self.away = self.year.a_practice("C86003", "AWAY PRACTICE", network=self.elsewhere)
        self.network = self.year.network
        self.ccg = acting("amal@nhs.example", Role.PRIMARY_CARE)
        self.ccg_too = acting("beth@nhs.example", Role.PRIMARY_CARE)
        self.manager = acting("gita@nhs.example", Role.PRACTICE, self.own)
        self.manager_too = acting("hal@nhs.example", Role.PRACTICE, self.second)
        self.manager_away = acting("ivo@nhs.example", Role.PRACTICE, self.away)
        self.director = acting("ivy@nhs.example", Role.PCN_DIRECTOR, self.network)
        RoleMembership.objects.create(  # who works for the first practice as well
            person=self.director, role=Role.PRACTICE, organisation=self.own, starts_on=SINCE
        )
        self.deputy = acting("kay@nhs.example", Role.PCN_DIRECTOR, self.network, deputy=True)
        self.director_away = acting("jon@nhs.example", Role.PCN_DIRECTOR, self.elsewhere)
        self.lmc = acting("fay@nhs.example", Role.LMC)

    def home(
        self, location: str = "1-111", name: str = "Ashfield Lodge", beds: int = 34
    ) -> CareHome:
        return self.year.a_home(location, name, beds)

    def live(
        self, home: CareHome, practice: Organisation, residents: int, on: date = date(2020, 6, 1)
    ) -> ResidentCount:
        return ResidentCount.objects.create(
            home=home, practice=practice, counted_on=on, residents=residents
        )
