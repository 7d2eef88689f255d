"""Who still owes what, as a day has it: in a few queries for each deadline, whoever owes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from carehomes.selectors.milestones import milestones, said_of_milestones
from commissioning.models import Organisation, Task
from commissioning.specifications.schema import Silence
from practices.models import Membership, Practice, SignUp
from practices.rules.return_requests import AskedFor
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
        organisations_by_code = {
            organisation.code: organisation for organisation in self._organisations(dated)
        }
        return tuple(
            Owner(code, self._networks.get(organisation.pk, ""))
            for code, organisation in sorted(organisations_by_code.items())
        )

    def of_all(self, deadlines: Iterable[Dated]) -> dict[str, tuple[Owner, ...]]:
        """The same for many, by the deadline's key."""
        return {deadline.key: self.of(deadline) for deadline in deadlines}

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
        if selector := OF_PRACTICES.get(deadline.code):
            return selector(dated, self.day)
        return self._while_it_is_open(dated)

    # Practices and networks

    def _silent(self, dated: Dated) -> Iterable[Organisation]:
        """Practices without an answer, where silence is none (D-21), while there is a contract."""
        specification = dated.specification
        if specification.sign_up.silence is not Silence.HELD or self.day > specification.period.end:
            return ()
        answered = SignUp.objects.filter(specification=specification.code).values("practice")
        ours = practices_commissioned_by(specification.commissioner, self.day)
        return ours.exclude(pk__in=answered)

    def _without_return(self, dated: Dated) -> Iterable[Organisation]:
        return_ = self._returns.get(
            (dated.specification.code, dated.deadline.return_code, dated.deadline.quarter)
        )
        if return_ is None:
            return ()
        missing = list(not_received(return_, self.day))
        return [*missing, *groups_to_answer(return_)] if return_.asked.row_per_practice else missing

    def _unconfirmed(self, dated: Dated) -> list[Organisation]:
        """Networks whose director has not confirmed a milestone."""
        networks = self._network_list(dated.specification.commissioner)
        return [
            network
            for network in networks
            if (network.pk, dated.deadline.code) not in self._confirmed
        ]

    def _leads_practices(self, dated: Dated) -> Iterable[Organisation]:
        """The practices of homes' leads: until a home is seen to, or the network confirms."""
        if selector := OF_LEADS.get(dated.deadline.code):
            return selector(dated, self.day)
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
            (return_.specification, return_.asked.code, return_.occasion.quarter): return_
            for return_ in returns_asked(self.day)
        }

    @cached_property
    def _tasks_done(self) -> set[tuple[str, str, date | None]]:
        done = Task.objects.filter(done_on__isnull=False)
        return set(done.values_list("specification", "code", "quarter"))

    @cached_property
    def _milestones(self) -> set[str]:
        return {milestone.deadline.code for milestone in milestones(self.day)}

    @cached_property
    def _confirmed(self) -> set[tuple[int, str]]:
        networks = Organisation.objects.filter(kind=Kind.PCN)
        confirmations = said_of_milestones(networks)
        return {
            key for key, confirmation in confirmations.items() if confirmation.met_on is not None
        }

    @cached_property
    def _networks(self) -> dict[int, str]:
        """The code of each practice's network, by the practice's key."""
        rows = Membership.objects.filter(
            holding_on(self.day), group_kind=Kind.PCN, member__in=Practice.objects.all()
        )
        return dict(rows.values_list("member", "group__code"))

    def _network_list(self, commissioner: str) -> list[Organisation]:
        networks_by_commissioner = self._known_networks
        if commissioner not in networks_by_commissioner:
            networks_by_commissioner[commissioner] = list(
                networks_commissioned_by(commissioner, self.day)
            )
        return networks_by_commissioner[commissioner]
