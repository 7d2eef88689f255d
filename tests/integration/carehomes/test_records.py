"""The record of a home: those not registered, what each counts for, and its beds."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from carehomes.actions.records import (
    HomeRecord,
    add_home,
    correct_home,
    note_registration,
    say_counting,
    set_beds,
)
from carehomes.models import BedCount, CareHome, Counting
from carehomes.selectors.regimes import countings_of, three_facts
from commissioning.models import AuditEvent
from payments.engine.facts.homes import homes_in
from payments.engine.facts.rows import Gathered
from tests.factories.publishers import HOMES
from tests.factories.teams import Team

TODAY = date(2021, 2, 15)
HOUSE = HomeRecord("Rowan House", "therapeutic", "1 High Street", "DN1 1AA")


def added(team: Team, **more: object) -> CareHome:
    asked = {"details": HOUSE, "practice": team.own, "beds": 6, "authority": "Doncaster"} | more
    return add_home(by=team.manager, **asked)


def test_a_practice_adds_a_home_that_is_not_registered(team: Team) -> None:
    home = added(team)

    assert home.location_id == "LOCAL-1"
    assert home.identified_by == team.own
    assert added(team, details=HomeRecord("Elm", "college")).location_id == "LOCAL-2"
    facts = three_facts(home, [], TODAY)
    said = [each.counts for each in (facts.local_service, facts.premium, facts.sitrep)]
    assert said == [True, False, False]
    assert AuditEvent.objects.filter(event="home added", organisation=team.own).count() == 2


def test_it_never_counts_for_the_premium_whatever_is_written(team: Team) -> None:
    home = added(team)

    (known,) = [each for each in homes_in(Gathered(None)) if each.location_id == home.location_id]
    assert not known.services
    for field in ("nursing", "residential"):
        with pytest.raises(IntegrityError, match="earns_no_premium"), transaction.atomic():
            CareHome.objects.filter(pk=home.pk).update(**{field: True})


def test_the_same_home_is_not_added_twice_and_others_may_not(team: Team) -> None:
    added(team)

    with pytest.raises(ValidationError, match="on record already"):
        added(team, details=HomeRecord("ROWAN HOUSE", "college", "", "DN11AA"))
    with pytest.raises(PermissionDenied, match="Only C86002"):
        added(team, practice=team.second)


def test_the_ccg_corrects_a_home_and_only_the_type_of_a_registered_one(team: Team) -> None:
    home, registered = added(team), team.home()
    said = HomeRecord("Rowan Lodge", "respite", "2 High Street", "DN1 1AB", date(2021, 1, 31))

    with pytest.raises(PermissionDenied):
        correct_home(home=home, details=said, by=team.manager)
    assert correct_home(home=home, details=said, by=team.ccg).name == "Rowan Lodge"
    changed = correct_home(home=registered, details=said, by=team.ccg)
    assert (changed.name, changed.kind, changed.closed_on) == ("Ashfield Lodge", "respite", None)


def test_a_home_that_is_registered_later_takes_the_id_of_the_cqc(team: Team) -> None:
    home = added(team)
    team.home("1-222", "Another")

    with pytest.raises(ValidationError, match="another home"):
        note_registration(home=home, location_id="1-222", registered_on=TODAY, by=team.ccg)
    now = note_registration(home=home, location_id="1-333", registered_on=TODAY, by=team.ccg)

    assert (now.location_id, now.cqc_registered, now.identified_by) == ("1-333", True, None)
    assert not now.nursing
    with pytest.raises(ValidationError, match="registered already"):
        note_registration(home=now, location_id="1-444", registered_on=TODAY, by=team.ccg)


def test_what_the_ccg_says_of_a_count_holds_between_its_days(team: Team) -> None:
    home = team.home()

    def says(counts: bool, start: date, end: date | None = None) -> Counting:  # noqa: FBT001
        return say_counting(
            home=home,
            regime="sitrep",
            counts=counts,
            starts_on=start,
            ends_on=end,
            reason="Dormant",
            by=team.ccg,
        )

    says(counts=False, start=date(2020, 12, 1))
    says(counts=True, start=date(2021, 2, 1))

    def counted(day: date) -> bool:
        return three_facts(home, countings_of([home])[home.pk], day).sitrep.counts

    assert [counted(day) for day in (date(2020, 11, 30), date(2020, 12, 1))] == [True, False]
    assert [counted(day) for day in (date(2021, 1, 31), date(2021, 2, 1))] == [False, True]
    with pytest.raises(ValidationError, match="something else is said"):
        says(counts=False, start=date(2021, 1, 1), end=date(2021, 2, 10))
    with pytest.raises(PermissionDenied):
        say_counting(
            home=home,
            regime="sitrep",
            counts=True,
            starts_on=TODAY,
            ends_on=None,
            reason="",
            by=team.director,
        )


def test_beds_hold_from_a_day_until_the_next_that_is_known(team: Team) -> None:
    home = team.home(beds=34)

    set_beds(home=home, beds=30, since=date(2020, 12, 1), by=team.ccg, reason="Told by the home")

    rows = BedCount.objects.filter(home=home).order_by("starts_on")
    assert list(rows.values_list("beds", "starts_on", "ends_on", "source")) == [
        (34, date(2020, 8, 1), date(2020, 11, 30), "CQC care directory"),
        (30, date(2020, 12, 1), None, "Kept by the CCG"),
    ]
    with pytest.raises(ValidationError, match="was registered on"):
        set_beds(home=home, beds=1, since=date(2001, 1, 1), by=team.ccg, reason="")
    with pytest.raises(PermissionDenied):
        set_beds(home=home, beds=1, since=TODAY, by=team.manager, reason="")


def test_the_cqcs_next_file_does_not_close_homes_that_are_not_registered(team: Team) -> None:
    home, registered = added(team), team.home()
    CareHome.objects.update(local_authority="Doncaster")

    call_command("import_care_homes", str(HOMES), as_at=date(2021, 4, 1), stdout=StringIO())

    home.refresh_from_db()
    registered.refresh_from_db()
    assert (home.closed_on, registered.closed_on) == (None, date(2021, 3, 31))
