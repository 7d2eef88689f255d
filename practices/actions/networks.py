"""Keeping the register of primary care networks and their members."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from commissioning.imports import ImportOutcome
from commissioning.imports.editions import Editions, EditionSpoken
from commissioning.models import Edition, User
from commissioning.policy.decision import require
from commissioning.policy.roles import can_keep_reference_data
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from practices.register.editions import Taking
from practices.register.files import NetworkFile
from practices.register.members import MembersTaken
from practices.register.networks import NetworksTaken
from practices.register.organisations import Register


@transaction.atomic
def import_networks(
    *, file: NetworkFile, as_at: date, by: User, skip_unknown: bool = False
) -> ImportOutcome:
    """Take in an edition of the networks and their core partners.

    Members join and leave on the dates stated. A member or network that a later edition no longer
    has ends on the day before it. A practice that has closed is in no network after that day.
    """
    change_facts()
    require(can_keep_reference_data(by))
    spoken = EditionSpoken(as_at, as_at, file.covers, file.name)
    editions = Editions.take(Edition.Kind.NETWORKS, spoken, by=by)
    outcome = ImportOutcome()
    taking = Taking(as_at, editions, Register(), outcome)
    members = MembersTaken(taking, file)
    members.check(skip_unknown=skip_unknown)
    NetworksTaken(taking, file, members.partners).take()
    members.take()
    taking.register.save()
    if outcome.changes_anything:
        record("networks imported", editions.this, by=by, counts=outcome.counts())
    return outcome
