"""Choosing what to offer where few of a practice's patients live in care homes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import ListBasis
from practices.actions.settling import locked, settle
from practices.models import Offer
from practices.policy.sign_ups import can_ask_commissioner, can_decide_asked
from practices.rules.offers import qualifies
from practices.selectors.answering import governing
from practices.selectors.list_sizes import list_size_on


@transaction.atomic
def choose_offer(
    *,
    practice: Organisation,
    specification: str,
    residents: int,
    choices: Sequence[str],
    discussed_with: str,
    discussed_on: date,
    by: User,
) -> Offer:
    """Choose any of the specification's offers, after talking with the clinical director.

    It takes the place of an offer that waits. Raises ValidationError where the residents reach the
    share of the list, the list is not known, or a choice is not one of the specification's.
    """
    require(can_ask_commissioner(by, practice))
    version = governing(specification)
    offers = parsed(version).sign_up.offers
    if offers is None:
        raise ValidationError(f"{version.title} makes no offers")
    patients = _list_of(practice, offers.list)
    if not qualifies(residents, patients, offers.percent):
        raise ValidationError(
            f"{residents} residents are {offers.percent}% or more of a list of {patients:,.0f}:"
            " the offers are for practices with fewer, so deliver the specification as it is"
        )
    if unknown := set(choices) - set(offers.choices):
        raise ValidationError(f"Not one of the offers: {', '.join(sorted(unknown))}")
    if discussed_on > today():
        raise ValidationError("The day you discussed it must be today or in the past")
    _replace_waiting(practice, specification, by)
    offer = Offer.objects.create(
        practice=practice,
        specification=specification,
        version=version,
        residents=residents,
        patients=patients,
        choices=list(choices),
        discussed_with=discussed_with,
        discussed_on=discussed_on,
        asked_by=by,
        asked_on=today(),
    )
    record("offer chosen", offer, by=by, choices=offer.choices, residents=residents)
    return offer


def _list_of(practice: Organisation, basis: ListBasis) -> Decimal:
    list_size = list_size_on(practice, basis.on, basis.kind)
    if list_size is None:
        raise ValidationError(
            f"Your list on {written(basis.on)} is not on record: ask the CCG to enter it"
        )
    return list_size.patients


def _replace_waiting(practice: Organisation, specification: str, by: User) -> None:
    """Withdraw an offer that waits; one that is agreed stands until the CCG refuses another."""
    standing = Offer.objects.select_for_update().filter(
        practice=practice, specification=specification, status__in=["open", "agreed"]
    )
    for offer in standing:
        if not offer.is_open:
            raise ValidationError("The CCG has agreed your offer: ask it if that should change")
        offer.status = Offer.Status.WITHDRAWN
        offer.save()
        record("offer replaced", offer, by=by)


@transaction.atomic
def decide_offer(*, offer: Offer, agreed: bool, reason: str, by: User) -> Offer:
    """Agree what a practice offers, or refuse it, with a reason."""
    offer = locked(offer)
    require(can_decide_asked(by, offer))
    settle(offer, agreed=agreed, reason=reason, by=by)
    record(f"offer {offer.status}", offer, by=by, reason=offer.decision_reason)
    return offer
