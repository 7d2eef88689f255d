"""Who still owes what, as a day has it: in a few queries for each deadline, whoever owes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from carehomes.selectors.milestones import milestones, said_of_milestones
from commissioning.models import Organisation, Task
from commissioning.specifications.types import Silence
from practices.models import Membership, Practice, SignUp
from practices.rules.asked import AskedFor
from practices.selectors.audits import audit_day, progress
from practices.selectors.groups import groups_to_answer
from practices.selectors.organisations import (
    holding_on,
    networks_commissioned_by,
    practices_commissioned_by,
)
from practices.selectors.return_boards import not_received
from practices.selectors.returns import returns_asked, taking_part
from reporting.rules.deadlines import SIGN_UP, Dated, Owner
from reporting.selectors import owing_homes, owing_practices

Kind = Organisation.Kind
Who = Callable[[Dated, date], Iterable[Organisation]]

OF_PRACTICES: dict[str, Who] = {  # what meets a practice's deadline that is no return
    "claims": owing_practices.claims_not_sent,
    "clinical-leads": owing_homes.without_a_lead,
    "deviation": owing_practices.deviations_open,
    "medicines-needs": owing_homes.needs_not_told,
    "register-of-2-percent": owing_practices.registers_not_agreed,
}
OF_LEADS: dict[str, Who] = {"universal-support": owing_homes.support_not_checked}


class Owing:
    """Who owes each deadline on one day. What several deadlines rest on is asked for once."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._known_networks: dict[str, list[Organisation]] = {}

    def of(self, dated: Dated) -> tuple[Owner, ...]:
        """Those who still owe it, by code. Of what nobody owes, or has done, nobody."""
        if dated.is_the_ccgs:
            return () if self._is_done(dated) else (Owner(dated.deadline.owed_by),)
        found = {each.code: each for each in self._organisations(dated)}
        return tuple(
            Owner(code, self._networks.get(each.pk, "")) for code, each in sorted(found.items())
        )

    def of_all(self, deadlines: Iterable[Dated]) -> dict[str, tuple[Owner, ...]]:
        """The same for many, by the deadline's key."""
        return {each.key: self.of(each) for each in deadlines}

    def _organisations(self, dated: Dated) -> Iterable[Organisation]:
        deadline = dated.deadline
        if deadline.code == SIGN_UP:
            return self._silent(dated)
        if deadline.return_code:
            return self._without_return(dated)
        if deadline.owed_by == Kind.PCN:
            return self._unconfirmed(dated)
        if deadline.owed_by == "home-lead":
            return self._leads_practices(dated)
        if known := OF_PRACTICES.get(deadline.code):
            return known(dated, self.day)
        return self._while_it_is_open(dated)

    # Practices and networks

    def _silent(self, dated: Dated) -> Iterable[Organisation]:
        """Practices without an answer, where silence is none (D-21), while there is a contract."""
        asked = dated.specification
        if asked.sign_up.silence is not Silence.HELD or self.day > asked.period.end:
            return ()
        answered = SignUp.objects.filter(specification=asked.code).values("practice")
        ours = practices_commissioned_by(asked.commissioner, self.day)
        return ours.exclude(pk__in=answered)

    def _without_return(self, dated: Dated) -> Iterable[Organisation]:
        asked = self._returns.get(
            (dated.specification.code, dated.deadline.return_code, dated.deadline.quarter)
        )
        if asked is None:
            return ()
        missing = list(not_received(asked, self.day))
        return [*missing, *groups_to_answer(asked)] if asked.asked.row_per_practice else missing

    def _unconfirmed(self, dated: Dated) -> list[Organisation]:
        """Networks whose director has not confirmed a milestone."""
        networks = self._network_list(dated.specification.commissioner)
        return [each for each in networks if (each.pk, dated.deadline.code) not in self._confirmed]

    def _leads_practices(self, dated: Dated) -> Iterable[Organisation]:
        """The practices of homes' leads: until a home is seen to, or the network confirms."""
        if known := OF_LEADS.get(dated.deadline.code):
            return known(dated, self.day)
        if dated.deadline.code not in self._milestones:
            return owing_homes.practices_of_leads(self.day) if self.day <= dated.due else ()
        return owing_homes.practices_of_leads(self.day, self._unconfirmed(dated))

    def _while_it_is_open(self, dated: Dated) -> Iterable[Organisation]:
        """Everybody who takes part, until the day: nothing on record says who has done it."""
        return taking_part(dated.specification.code, self.day) if self.day <= dated.last else ()

    # The CCG

    def _is_done(self, dated: Dated) -> bool:
        deadline = dated.deadline
        if (dated.specification.code, deadline.code, deadline.quarter) in self._tasks_done:
            return True
        audit = audit_day(dated.specification.code, deadline.due)
        if deadline.owed_by != Task.Owner.DATA_QUALITY or audit is None:
            return False
        practices = practices_commissioned_by(audit.commissioner, audit.day)
        return progress(audit, practices).is_done

    # What is asked for once

    @cached_property
    def _returns(self) -> dict[tuple[str, str, date | None], AskedFor]:
        return {
            (each.specification, each.asked.code, each.occasion.quarter): each
            for each in returns_asked(self.day)
        }

    @cached_property
    def _tasks_done(self) -> set[tuple[str, str, date | None]]:
        done = Task.objects.filter(done_on__isnull=False)
        return set(done.values_list("specification", "code", "quarter"))

    @cached_property
    def _milestones(self) -> set[str]:
        return {each.deadline.code for each in milestones(self.day)}

    @cached_property
    def _confirmed(self) -> set[tuple[int, str]]:
        networks = Organisation.objects.filter(kind=Kind.PCN)
        said = said_of_milestones(networks)
        return {key for key, each in said.items() if each.met_on is not None}

    @cached_property
    def _networks(self) -> dict[int, str]:
        """The code of each practice's network, by the practice's key."""
        rows = Membership.objects.filter(
            holding_on(self.day), group_kind=Kind.PCN, member__in=Practice.objects.all()
        )
        return dict(rows.values_list("member", "group__code"))

    def _network_list(self, commissioner: str) -> list[Organisation]:
        known = self._known_networks
        if commissioner not in known:
            known[commissioner] = list(networks_commissioned_by(commissioner, self.day))
        return known[commissioner]
