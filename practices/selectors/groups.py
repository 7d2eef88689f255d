"""A group's form and the rows of its practices (D-16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from commissioning.clock import today
from commissioning.models import Organisation, User
from practices.models import Membership, Return, ReturnForm
from practices.rules.return_requests import AskedFor, ReturnKey
from practices.selectors.organisations import holding_on, members_of, network_of
from practices.selectors.returns import asked_for, groups_owing, owing, visible_organisations

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class GroupFormRow:
    """One practice's row of a group's form."""

    practice: Organisation
    form: ReturnForm | None
    fact: Return | None


def group_of(form: ReturnKey) -> tuple[Organisation, ReturnKey] | None:
    """The network whose form this is, or to whose form this row belongs, with the whole form."""
    due_return = asked_for(form, today())
    organisation = Organisation.objects.filter(code=form.organisation).first()
    if due_return is None or organisation is None or not due_return.asked.row_per_practice:
        return None
    network = (
        organisation if organisation.kind == Kind.PCN else network_of(organisation, due_return.due)
    )
    return None if network is None else (network, due_return.form_of(network.code))


def rows_of(network: Organisation, due_return: AskedFor) -> list[GroupFormRow]:
    """The rows that a network's form has: of every member on the day it is due that takes part."""
    practices = list(
        owing(due_return).filter(pk__in=members_of(network, due_return.due)).order_by("code")
    )
    about = {
        "organisation__in": practices,
        "specification": due_return.specification,
        "code": due_return.asked.code,
        "period": due_return.occasion.quarter,
    }
    written = ReturnForm.objects.filter(**about).select_related("saved_by", "version")
    forms = {return_form.organisation_id: return_form for return_form in written}
    facts = {fact.organisation_id: fact for fact in Return.objects.filter(**about)}
    return [
        GroupFormRow(practice, forms.get(practice.pk), facts.get(practice.pk))
        for practice in practices
    ]


def missing_from(network: Organisation, whole: ReturnKey) -> list[Organisation]:
    """The practices whose rows a group's form still waits for."""
    due_return = asked_for(whole, today())
    return (
        [row.practice for row in rows_of(network, due_return) if row.fact is None]
        if due_return
        else []
    )


@dataclass(frozen=True, slots=True)
class GroupTally:
    """How one network's form stands: how many of its rows are confirmed."""

    asked: AskedFor
    network: Organisation
    rows: int
    confirmed: int
    answered: bool  # its director has answered for the group
    fact: Return | None


def group_tallies(user: User, due_return: AskedFor, on: date) -> list[GroupTally]:
    """How the forms of the networks that a person may see stand; none of any other return."""
    if not due_return.asked.row_per_practice:
        return []
    seen = visible_organisations(user, on).values("pk")
    return _tallies(list(groups_owing(due_return).filter(pk__in=seen).order_by("name")), due_return)


def groups_to_answer(due_return: AskedFor) -> list[Organisation]:
    """The networks that have not answered for their group, while a row of it is missing."""
    return [
        tally.network
        for tally in _tallies(list(groups_owing(due_return)), due_return)
        if tally.fact is None and not tally.answered and tally.confirmed < tally.rows
    ]


def _tallies(networks: list[Organisation], due_return: AskedFor) -> list[GroupTally]:
    about = {
        "specification": due_return.specification,
        "code": due_return.asked.code,
        "period": due_return.occasion.quarter,
    }
    members = Membership.objects.filter(
        holding_on(due_return.due), group__in=networks, member__in=owing(due_return)
    )
    rows = Counter(members.values_list("group", flat=True))
    sent = Return.objects.filter(organisation__in=members.values("member"), **about)
    confirmed = Counter(
        members.filter(member__in=sent.values("organisation")).values_list("group", flat=True)
    )
    facts = {fact.organisation_id: fact for fact in Return.objects.filter(**about)}
    answered = set(
        ReturnForm.objects.filter(organisation__in=networks, status="sent", **about).values_list(
            "organisation_id", flat=True
        )
    )
    return [
        GroupTally(
            due_return,
            network,
            rows[network.pk],
            confirmed[network.pk],
            network.pk in answered,
            facts.get(network.pk),
        )
        for network in networks
    ]


def covered_by_group(practices: Collection[Organisation], due_return: AskedFor) -> set[int]:
    """Which of these practices the form of their network was received for (D-16)."""
    if not due_return.asked.row_per_practice:
        return set()
    received = Return.objects.filter(
        specification=due_return.specification,
        code=due_return.asked.code,
        period=due_return.occasion.quarter,
        organisation__kind=Kind.PCN,
    )
    members = Membership.objects.filter(
        holding_on(due_return.due), member__in=practices, group__in=received.values("organisation")
    )
    return set(members.values_list("member", flat=True))
