"""Keeping the register of care homes."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from carehomes.register.directory import HomeFile
from carehomes.register.editions import HomesTaken
from commissioning.imports import ImportOutcome
from commissioning.imports.editions import Editions, EditionSpoken
from commissioning.models import Edition, User
from commissioning.policy.decision import require
from commissioning.policy.roles import can_keep_reference_data
from commissioning.records.audit import record
from commissioning.records.history import change_facts


@transaction.atomic
def import_homes(
    *, file: HomeFile, as_at: date, stands_for: date | None, by: User
) -> ImportOutcome:
    """Take in an edition of the care directory, as of its own day or standing for another.

    Beds hold from the edition's day, or from the home's own start where that is later. A home of
    the authorities covered that a later edition no longer has closes on the day before it.
    """
    change_facts()
    require(can_keep_reference_data(by))
    file.mistakes.check()
    spoken = EditionSpoken(stands_for or as_at, as_at, file.covers, file.name)
    editions = Editions.take(Edition.Kind.HOMES, spoken, by=by)
    outcome = ImportOutcome()
    HomesTaken(file, editions, outcome).take()
    if outcome.changes_anything:
        record("care homes imported", editions.this, by=by, counts=outcome.counts())
    return outcome
