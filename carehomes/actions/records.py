"""Keeping the record of a home: its type, what it counts for, its beds, homes not registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import BedCount, CareHome, Counting
from carehomes.policy import can_add_home, can_keep_homes
from commissioning.clock import today
from commissioning.domain.periods import day_before, written
from commissioning.domain.timelines import ValueSpan, changes, observed
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.dated_rows import DatedRows
from commissioning.records.history import change_facts

BY_HAND = "Kept by the CCG"
ORIGIN = ("counted_on", "source")


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """What is kept by hand of a home."""

    name: str
    kind: str
    address: str = ""
    postcode: str = ""
    closed_on: date | None = None


@transaction.atomic
def add_home(
    *, details: HomeRecord, practice: Organisation, beds: int | None, authority: str, by: User
) -> CareHome:
    """Add a home that is not registered with CQC, which a practice identified.

    It is in the local service, and never in the premium or the sitrep's denominator (D-14).
    """
    change_facts()
    require(can_add_home(by, practice))
    local_homes = CareHome.objects.select_for_update().filter(
        location_id__startswith=CareHome.LOCAL
    )
    numbers = [
        int(local_home.location_id.removeprefix(CareHome.LOCAL)) for local_home in local_homes
    ]
    if any(
        _same(other_home, details)
        for other_home in CareHome.objects.filter(name__iexact=details.name)
    ):
        raise ValidationError(
            f"{details.name}, {details.postcode}, is on record already: search for it"
        )
    home = CareHome.objects.create(
        location_id=f"{CareHome.LOCAL}{max(numbers, default=0) + 1}",
        name=details.name,
        kind=details.kind,
        address=details.address,
        postcode=details.postcode,
        local_authority=authority,
        cqc_registered=False,
        identified_by=practice,
    )
    if beds is not None:
        _note_beds(home, beds, today())
    record("home added", home, by=by, organisation=practice, kind=details.kind)
    return home


@transaction.atomic
def correct_home(*, home: CareHome, details: HomeRecord, by: User, reason: str = "") -> CareHome:
    """Correct what is kept of a home.

    Of a registered home only the type: its name, address and days are those of the CQC's file.
    """
    change_facts()
    require(can_keep_homes(by))
    home = CareHome.objects.select_for_update().get(pk=home.pk)
    before = (home.name, home.kind, home.address, home.postcode, home.closed_on)
    home.kind = details.kind
    if not home.cqc_registered:
        home.name, home.address, home.postcode = details.name, details.address, details.postcode
        home.closed_on = details.closed_on
    if before != (home.name, home.kind, home.address, home.postcode, home.closed_on):
        home.save()
        record("home corrected", home, by=by, reason=reason, kind=home.kind)
    return home


@transaction.atomic
def note_registration(
    *, home: CareHome, location_id: str, registered_on: date, by: User
) -> CareHome:
    """Note that a home which was not registered is now; the CQC's next file brings the rest."""
    change_facts()
    require(can_keep_homes(by))
    home = CareHome.objects.select_for_update().get(pk=home.pk)
    if home.cqc_registered:
        raise ValidationError(f"{home} is registered already")
    if CareHome.objects.filter(location_id=location_id).exists():
        raise ValidationError(f"{location_id} is the id of another home: check it")
    if location_id.startswith(CareHome.LOCAL):
        raise ValidationError("Enter the id that the Care Quality Commission gives the home")
    before = home.location_id
    home.location_id, home.cqc_registered, home.identified_by = location_id, True, None
    home.registered_on = registered_on
    home.save()
    record("home registered", home, by=by, before=before)
    return home


@transaction.atomic
def say_counting(
    *,
    home: CareHome,
    regime: str,
    counts: bool,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: User,
) -> Counting:
    """Say that a home is, or is not, in a count of homes from a day; what was said before ends."""
    change_facts()
    require(can_keep_homes(by))
    if ends_on and ends_on < starts_on:
        raise ValidationError("The last day must be the first day or a later one")
    CareHome.objects.select_for_update().get(pk=home.pk)
    others = Counting.objects.filter(home=home, regime=regime)
    others.filter(starts_on=starts_on).delete()  # the same first day corrects it
    later = others.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    if later and (ends_on is None or ends_on >= later.starts_on):
        raise ValidationError(
            f"From {written(later.starts_on)} something else is said: give this a last day before"
        )
    for earlier_counting in others.filter(starts_on__lt=starts_on):
        if earlier_counting.ends_on is None or earlier_counting.ends_on >= starts_on:
            earlier_counting.ends_on = day_before(starts_on)
            earlier_counting.save(update_fields=["ends_on"])
    counting = Counting.objects.create(
        home=home,
        regime=regime,
        counts=counts,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        said_by=by,
        said_on=today(),
    )
    record("home counted", counting, by=by, reason=reason, regime=regime, counts=counts)
    return counting


@transaction.atomic
def set_beds(*, home: CareHome, beds: int, since: date, by: User, reason: str) -> CareHome:
    """Say how many beds a home has from a day, until the next day that is known of.

    The premium counts registered beds on the first of a month: a later edition of the CQC's file
    takes this word's place from its own day.
    """
    change_facts()
    require(can_keep_homes(by))
    home = CareHome.objects.select_for_update().get(pk=home.pk)
    if home.registered_on and since < home.registered_on:
        raise ValidationError(f"{home.name} was registered on {written(home.registered_on)}")
    if home.closed_on and since > home.closed_on:
        raise ValidationError(f"{home.name} closed on {written(home.closed_on)}")
    _note_beds(home, beds, since)
    record("beds kept", home, by=by, reason=reason, beds=beds, since=since.isoformat())
    return home


def _note_beds(home: CareHome, beds: int, since: date) -> None:
    counts_and_spans = [
        (
            bed_count,
            ValueSpan(
                (bed_count.beds, bed_count.stands_in),
                bed_count.starts_on,
                bed_count.ends_on,
                _origin(bed_count),
            ),
        )
        for bed_count in BedCount.objects.filter(home=home).order_by("starts_on")
    ]
    wanted = observed(
        [span for _, span in counts_and_spans],
        editions={since: (since, BY_HAND)},
        day=since,
        value=(beds, False),
    )
    rows = DatedRows(BedCount, ORIGIN)
    rows.take(
        changes(counts_and_spans, wanted),
        lambda span: BedCount(home=home, beds=span.value[0], stands_in=span.value[1]),
    )
    rows.save()


def _origin(count: BedCount) -> tuple[object, ...]:
    return (count.counted_on, count.source)


def _same(home: CareHome, details: HomeRecord) -> bool:
    def letters(text: str) -> str:
        return "".join(text.split()).casefold()

    return letters(home.postcode) == letters(details.postcode)
