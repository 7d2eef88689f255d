"""A group's form and the rows of its practices (D-16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from commissioning.clock import today
from commissioning.models import Organisation, User
from practices.models import Membership, Return, ReturnForm
from practices.rules.asked import AskedFor, Form
from practices.selectors.organisations import holding_on, members_of, network_of
from practices.selectors.returns import asked_for, groups_owing, owing, visible_organisations

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One practice's row of a group's form."""

    practice: Organisation
    form: ReturnForm | None
    fact: Return | None


def group_of(form: Form) -> tuple[Organisation, Form] | None:
    """The network whose form this is, or to whose form this row belongs, with the whole form."""
    asked = asked_for(form, today())
    organisation = Organisation.objects.filter(code=form.organisation).first()
    if asked is None or organisation is None or not asked.asked.row_per_practice:
        return None
    network = organisation if organisation.kind == Kind.PCN else network_of(organisation, asked.due)
    return None if network is None else (network, asked.form_of(network.code))


def rows_of(network: Organisation, asked: AskedFor) -> list[Row]:
    """The rows that a network's form has: of every member on the day it is due that takes part."""
    practices = list(owing(asked).filter(pk__in=members_of(network, asked.due)).order_by("code"))
    about = {
        "organisation__in": practices,
        "specification": asked.specification,
        "code": asked.asked.code,
        "period": asked.occasion.quarter,
    }
    written = ReturnForm.objects.filter(**about).select_related("saved_by", "version")
    forms = {each.organisation_id: each for each in written}
    facts = {each.organisation_id: each for each in Return.objects.filter(**about)}
    return [Row(each, forms.get(each.pk), facts.get(each.pk)) for each in practices]


def missing_from(network: Organisation, whole: Form) -> list[Organisation]:
    """The practices whose rows a group's form still waits for."""
    asked = asked_for(whole, today())
    return [each.practice for each in rows_of(network, asked) if each.fact is None] if asked else []


@dataclass(frozen=True, slots=True)
class GroupTally:
    """How one network's form stands: how many of its rows are confirmed."""

    asked: AskedFor
    network: Organisation
    rows: int
    confirmed: int
    answered: bool  # its director has answered for the group
    fact: Return | None


def group_tallies(user: User, asked: AskedFor, on: date) -> list[GroupTally]:
    """How the forms of the networks that a person may see stand; none of any other return."""
    if not asked.asked.row_per_practice:
        return []
    seen = visible_organisations(user, on).values("pk")
    return _tallies(list(groups_owing(asked).filter(pk__in=seen).order_by("name")), asked)


def groups_to_answer(asked: AskedFor) -> list[Organisation]:
    """The networks that have not answered for their group, while a row of it is missing."""
    return [
        each.network
        for each in _tallies(list(groups_owing(asked)), asked)
        if each.fact is None and not each.answered and each.confirmed < each.rows
    ]


def _tallies(networks: list[Organisation], asked: AskedFor) -> list[GroupTally]:
    about = {
        "specification": asked.specification,
        "code": asked.asked.code,
        "period": asked.occasion.quarter,
    }
    members = Membership.objects.filter(
        holding_on(asked.due), group__in=networks, member__in=owing(asked)
    )
    rows = Counter(members.values_list("group", flat=True))
    sent = Return.objects.filter(organisation__in=members.values("member"), **about)
    confirmed = Counter(
        members.filter(member__in=sent.values("organisation")).values_list("group", flat=True)
    )
    facts = {each.organisation_id: each for each in Return.objects.filter(**about)}
    answered = set(
        ReturnForm.objects.filter(organisation__in=networks, status="sent", **about).values_list(
            "organisation_id", flat=True
        )
    )
    return [
        GroupTally(
            asked, each, rows[each.pk], confirmed[each.pk], each.pk in answered, facts.get(each.pk)
        )
        for each in networks
    ]


def covered_by_group(practices: Collection[Organisation], asked: AskedFor) -> set[int]:
    """Which of these practices the form of their network was received for (D-16)."""
    if not asked.asked.row_per_practice:
        return set()
    received = Return.objects.filter(
        specification=asked.specification,
        code=asked.asked.code,
        period=asked.occasion.quarter,
        organisation__kind=Kind.PCN,
    )
    members = Membership.objects.filter(
        holding_on(asked.due), member__in=practices, group__in=received.values("organisation")
    )
    return set(members.values_list("member", flat=True))
