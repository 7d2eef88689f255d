"""Who is told what for whom, on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from commissioning.models import Role, RoleMembership, User
from practices.selectors.organisations import holding_on
from practices.selectors.people import ACT
from reporting.models import MessageChoice
from reporting.rules.deadlines import OF_THE_CCG
from reporting.rules.reminders import To

TEAMS = dict(zip(OF_THE_CCG, (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY), strict=True))


@dataclass(slots=True)
class Recipients:
    """Those who can be told something: for each organisation by its code, and of each team."""

    acting: dict[str, list[User]] = field(default_factory=dict)
    teams: dict[str, list[User]] = field(default_factory=dict)
    only_digest: frozenset[int] = frozenset()

    def told(self, to: To, whom: str) -> Sequence[User]:
        """Who is told of something: whoever acts for the organisation, or the team."""
        if to is To.CCG:
            return self.teams.get("commissioner", [])
        if whom in OF_THE_CCG:
            return self.teams.get(whom) or self.teams.get("commissioner", [])
        return self.acting.get(whom, [])

    def codes_of(self, person: User) -> list[str]:
        """The organisations and teams that somebody acts for."""
        both = {**self.acting, **self.teams}
        return sorted(code for code, people in both.items() if person in people)

    @property
    def everybody(self) -> list[User]:
        people_by_key = {
            person.pk: person
            for people in (*self.acting.values(), *self.teams.values())
            for person in people
        }
        return [people_by_key[key] for key in sorted(people_by_key)]


def people_on(day: date) -> Recipients:
    """Everybody who can be told something on a day. Two queries."""
    directory = Recipients(
        only_digest=frozenset(
            MessageChoice.objects.filter(reminders=MessageChoice.Reminders.DIGEST).values_list(
                "person", flat=True
            )
        )
    )
    teams = {role: team for team, role in TEAMS.items()}
    held = RoleMembership.objects.filter(holding_on(day), person__is_active=True)
    for membership in held.select_related("person", "organisation").order_by("person__email"):
        if membership.role in ACT and membership.organisation:
            people = directory.acting.setdefault(membership.organisation.code, [])
        elif membership.role in teams and not membership.person.is_console:
            people = directory.teams.setdefault(teams[Role(membership.role)], [])
        else:
            continue
        if membership.person not in people:
            people.append(membership.person)
    return directory
