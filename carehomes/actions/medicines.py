"""Medicines support: a practice tells its needs, the network bears it out, the CCG answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, MedicinesNeed, MedicinesServices
from carehomes.policy import can_answer_medicines, can_bear_out_discussion, can_say_medicines
from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.selectors.organisations import network_of


@dataclass(frozen=True, slots=True)
class Services:
    """Which of the four services are in place."""

    supply: bool
    reviews: bool
    new_residents: bool
    queries: bool


@transaction.atomic
def tell_needs(
    *, practice: Organisation, needs: str, discussed_on: date, by: User
) -> MedicinesNeed:
    """Tell the CCG what support a practice needs, after discussing it with the network.

    No needs: what the network has is enough. Told again on the same day, it corrects what was told,
    unless the CCG has answered.
    """
    require(can_say_medicines(by, practice))
    if discussed_on > today():
        raise ValidationError("The day of the discussion cannot be in the future")
    rows = MedicinesNeed.objects.select_for_update()
    need = rows.filter(practice=practice, told_on=today()).first()
    if need is None:
        need = MedicinesNeed(practice=practice, told_on=today())
    elif need.answered_on:
        raise ValidationError("The CCG has answered what was told today: tell more tomorrow")
    need.needs, need.discussed_on, need.told_by = needs, discussed_on, by
    need.borne_out_by, need.borne_out_on = None, None
    need.save()
    record("medicines needs told", need, by=by)
    return need


@transaction.atomic
def bear_out_discussion(*, need: MedicinesNeed, by: User) -> MedicinesNeed:
    """Bear out, as the network's director or deputy, that the needs were discussed."""
    need = _locked(need)
    require(can_bear_out_discussion(by, need.practice, network_of(need.practice, today())))
    need.borne_out_by, need.borne_out_on = by, today()
    need.save(update_fields=["borne_out_by", "borne_out_on"])
    record("medicines discussion borne out", need, by=by)
    return need


@transaction.atomic
def answer_needs(
    *, need: MedicinesNeed, support: str, support_from: date | None, by: User
) -> MedicinesNeed:
    """Say what support the CCG adds, and from when; or that it adds none, and why."""
    need = _locked(need)
    require(can_answer_medicines(by))
    if not support:
        raise ValidationError("Say what support the CCG adds, or why it adds none")
    need.support, need.support_from = support, support_from
    need.answered_by, need.answered_on = by, today()
    need.save()
    record("medicines needs answered", need, by=by)
    return need


@transaction.atomic
def say_services(
    *, practice: Organisation, answers: Sequence[tuple[CareHome, Services]], by: User
) -> int:
    """Say which of the four services a practice's residents have, home by home, as of today.

    What is as it was is not said again. Returns how many homes changed.
    """
    require(can_say_medicines(by, practice))
    rows = MedicinesServices.objects.filter(
        practice=practice, home__in=[home for home, _ in answers]
    )
    latest = {latest_row.home_id: latest_row for latest_row in rows.order_by("told_on")}
    changed = 0
    for home, services in answers:
        values = asdict(services)
        existing = latest.get(home.pk)
        if existing and all(getattr(existing, name) == value for name, value in values.items()):
            continue
        row, _ = MedicinesServices.objects.update_or_create(
            home=home, practice=practice, told_on=today(), defaults=values | {"told_by": by}
        )
        record("medicines services told", row, by=by, **values)
        changed += 1
    return changed


def _locked(need: MedicinesNeed) -> MedicinesNeed:
    rows = MedicinesNeed.objects.select_for_update(of=("self",)).select_related("practice")
    return rows.get(pk=need.pk)
