"""Keeping the register of practices."""

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
from practices.register.files import PracticeFile
from practices.register.organisations import Register
from practices.register.practices import PracticesTaken


@transaction.atomic
def import_practices(*, file: PracticeFile, as_at: date, by: User) -> ImportOutcome:
    """Take in an edition of the Organisation Data Service's practices.

    Active GP practices are kept. One already known closes where the edition says so, or no longer
    has it as an active GP practice: on the close date given, else on the day before the edition.
    """
    change_facts()
    require(can_keep_reference_data(by))
    spoken = EditionSpoken(as_at, as_at, file.covers, file.name)
    editions = Editions.take(Edition.Kind.PRACTICES, spoken, by=by)
    outcome = ImportOutcome()
    taken = PracticesTaken(Taking(as_at, editions, Register(), outcome), file)
    taken.check()
    taken.take()
    if outcome.changes_anything:
        record("practices imported", editions.this, by=by, counts=outcome.counts())
    return outcome
