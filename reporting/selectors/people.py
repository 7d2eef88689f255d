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
class People:
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
        found = {
            each.pk: each
            for people in (*self.acting.values(), *self.teams.values())
            for each in people
        }
        return [found[key] for key in sorted(found)]


def people_on(day: date) -> People:
    """Everybody who can be told something on a day. Two queries."""
    found = People(
        only_digest=frozenset(
            MessageChoice.objects.filter(reminders=MessageChoice.Reminders.DIGEST).values_list(
                "person", flat=True
            )
        )
    )
    teams = {role: team for team, role in TEAMS.items()}
    held = RoleMembership.objects.filter(holding_on(day), person__is_active=True)
    for each in held.select_related("person", "organisation").order_by("person__email"):
        if each.role in ACT and each.organisation:
            people = found.acting.setdefault(each.organisation.code, [])
        elif each.role in teams and not each.person.is_console:
            people = found.teams.setdefault(teams[Role(each.role)], [])
        else:
            continue
        if each.person not in people:
            people.append(each.person)
    return found
