"""Sign-ups that come in any order, in any number of files, and at the same moment."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from commissioning.models import User
from practices.actions.sign_ups import SignUpRow, accept_sign_ups
from practices.models import RegisterCount, SignUp
from tests.factories.files import Files, rows
from tests.factories.years import Year

CODES = ("C86001", "C86002")
Kept = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]


def kept() -> Kept:
    return (
        rows(SignUp, "practice__code", "element", "response", "responded_on", "starts_on"),
        rows(RegisterCount, "practice__code", "counted_on", "patients", "source"),
    )


@st.composite
def answers(draw: st.DrawFn) -> list[SignUpRow]:
    """Answers of which no two about one practice are of the same day."""
    days = draw(
        st.lists(st.tuples(st.sampled_from(CODES), st.integers(0, 60)), max_size=7, unique=True)
    )
    return [
        SignUpRow(
            line,
            code,
            "proactive-care",
            draw(st.sampled_from(["", "care-homes", "proactive-care"])),
            draw(st.sampled_from(SignUp.Response)),
            date(2020, 5, 1) + timedelta(days=day),
            draw(st.none() | st.just(date(2020, 6, 15))),
            None,
            draw(st.none() | st.just(150)),
        )
        for line, (code, day) in enumerate(days, start=2)
    ]


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=answers(), random=st.randoms(), cut=st.integers(0, 7))
def test_files_in_any_order_leave_the_same_answers(
    year: Year, said: list[SignUpRow], random, cut: int
) -> None:
    def brought_in(*files: list[SignUpRow]) -> Kept:
        SignUp.objects.all().delete()
        RegisterCount.objects.all().delete()
        for file in files:
            accept_sign_ups(rows=file, by=year.publisher)
        return kept()

    at_once = brought_in(said)
    shuffled = list(said)
    random.shuffle(shuffled)
    assert brought_in(shuffled[cut:], shuffled[:cut]) == at_once
    assert brought_in(*([each] for each in shuffled)) == at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("year")
def test_the_same_file_from_two_people_at_once_is_taken_once() -> None:
    said = [
        SignUpRow(2, code, "proactive-care", "", SignUp.Response.SIGNED, date(2020, 5, 22))
        for code in CODES
    ]
    together, outcomes = Barrier(2), []

    def bring_in(by: User) -> None:
        together.wait()
        try:
            outcomes.append(accept_sign_ups(rows=said, by=by).counts())
        finally:
            connections.close_all()

    people = [User.objects.get(email=f"{name}@nhs.example") for name in ("published", "seconded")]
    threads = [Thread(target=bring_in, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each["added"] for each in outcomes) == [0, 4]
    assert SignUp.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_a_workbook_is_read_like_a_csv(files: Files, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(
        ["Practice code", "Specification", "Response", "Responded on", "From", "Register"]
    )
    workbook.active.append(
        ["C86001", "proactive-care", "Signed", date(2020, 5, 22), date(2020, 6, 15), 150]
    )
    path = tmp_path / "sign-ups.xlsx"
    workbook.save(path)
    files.of("import_sign_ups", "").take_file(path)
    assert len(kept()[0]) == 2
    assert kept()[1] == [("C86001", date(2020, 5, 22), 150, "sign-up form, 22 May 2020")]
