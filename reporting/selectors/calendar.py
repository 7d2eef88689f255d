"""The deadlines that concern a person, and who of those they may see still owes each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from carehomes.policy import CCG_READERS
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for, holds
from practices.models import Membership
from practices.selectors.organisations import holding_on
from reporting.rules.deadlines import OF_THE_CCG, Dated, Owner
from reporting.selectors.deadlines import deadlines
from reporting.selectors.owing import Owing

OF_PRACTICES = ("practice", "home-lead")
OF_NETWORKS = ("pcn", "home-lead")


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose deadlines a person sees: everybody's, or those of the organisations acted for."""

    everything: bool
    owners: frozenset[str]  # who owes what concerns them: practice, pcn, finance, …
    codes: frozenset[str]  # the organisations whose debts they may see

    def concerns(self, dated: Dated) -> bool:
        row = Organisation.Kind.PRACTICE in self.owners and _has_rows(dated)
        return row or dated.deadline.owed_by in self.owners

    def visible(self, owners: Iterable[Owner]) -> tuple[Owner, ...]:
        if self.everything:
            return tuple(owners)
        return tuple(owner for owner in owners if owner.code in self.codes)


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    """What a person asked to see, each with those who still owe it."""

    shown: tuple[Dated, ...]
    owing: dict[str, tuple[Owner, ...]]
    seen: Seen

    @property
    def sees_all(self) -> bool:
        return self.seen.everything

    def is_mine(self, dated: Dated) -> bool:
        return self.seen.concerns(dated)


def _has_rows(dated: Dated) -> bool:
    """Whether a network's form has a row of each practice, which the practice confirms."""
    code = dated.deadline.return_code
    return bool(code) and dated.specification.asked_return(code).row_per_practice


def whose(user: User, day: date) -> Seen:
    owners: set[str] = set()
    practices, networks = acts_for(user, Role.PRACTICE), acts_for(user, Role.PCN_DIRECTOR)
    owners.update(OF_PRACTICES if practices else ())
    owners.update(OF_NETWORKS if networks else ())
    for team, role in zip(
        OF_THE_CCG, (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY), strict=True
    ):
        owners.update([team] if holds(user, role) else [])
    codes = {organisation.code for organisation in (*practices, *networks)}
    members = Membership.objects.filter(holding_on(day), group__in=networks)
    codes |= set(members.values_list("member__code", flat=True)) if networks else set()
    return Seen(holds(user, *CCG_READERS), frozenset(owners), frozenset(codes))


def years_of(day: date) -> list[str]:
    """The financial years in which something is or was due, the present one too."""
    years = {Month.of(deadline.due).financial_year for deadline in deadlines(day)}
    return [str(year) for year in sorted({*years, Month.of(day).financial_year}, reverse=True)]


def calendar_for(
    user: User, day: date, *, year: str, specification: str, owner: str, only_own: bool
) -> DeadlineCalendar:
    """The deadlines of a financial year, narrowed as asked, with who still owes each."""
    seen = whose(user, day)
    months = FinancialYear.parse(year)
    calendar_deadlines = tuple(
        dated
        for dated in deadlines(day)
        if Month.of(dated.due).financial_year == months
        and specification in ("", dated.specification.code)
        and owner in ("", dated.deadline.owed_by)
        and (not only_own or seen.concerns(dated))
    )
    owing = Owing(day)
    return DeadlineCalendar(
        calendar_deadlines,
        {dated.key: seen.visible(owing.of(dated)) for dated in calendar_deadlines},
        seen,
    )


def own_deadlines(user: User, day: date) -> tuple[Dated, ...]:
    """What is in somebody's calendar feed: what concerns the roles held today.

    Whoever owes nothing by their role, as the LMC, has every date there is.
    """
    seen = whose(user, day)
    return tuple(
        deadline for deadline in deadlines(day) if not seen.owners or seen.concerns(deadline)
    )
