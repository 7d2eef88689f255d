"""Queries about a line: asked by the payee, answered by finance, kept with the line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError

from commissioning.models import AuditEvent, Organisation, Role, User
from payments.actions.queries import answer_query, close_query, raise_query, reply_to_answer
from payments.models import LineQuery, PaymentLine, QueryMessage
from payments.selectors.queries import queries_about, queries_visible_to
from tests.factories.years import SPECIFICATIONS, Year, a_person
from tests.integration.payments.pages.conftest import acting_for

REFERENCE = "2020-06/C86001/aspiration/2020-06"


@pytest.fixture
def year(db: None, settings: Any) -> Year:  # noqa: ARG001
    settings.COMMISSIONING_TODAY = date(2020, 7, 1)
    found = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        found.signs(found.a_practice(code, f"PRACTICE {code}"))
    found.approved("2020-06")
    return found


@pytest.fixture
def manager(year: Year) -> User:  # noqa: ARG001
    return acting_for(Organisation.objects.get(code="C86001"), Role.PRACTICE)


@pytest.fixture
def line(year: Year) -> PaymentLine:  # noqa: ARG001
    return the_line()


def the_line() -> PaymentLine:
    return PaymentLine.objects.select_related("calculation__run").get(
        calculation__payee_code="C86001",
        calculation__term="aspiration",
        for_month=date(2020, 6, 1),
    )


def ask(line: PaymentLine, by: User, text: str = "Why is it a penny less?") -> LineQuery:
    return raise_query(line=line, text=text, by=by)


def test_a_query_goes_to_and_fro_and_is_closed(
    year: Year, line: PaymentLine, manager: User
) -> None:
    query = ask(line, manager)
    assert (query.reference, query.title) == (REFERENCE, "Aspiration, June 2020")
    assert query.state == "open"

    assert answer_query(query=query, text="Running totals", by=year.preparer).state == "answered"
    assert reply_to_answer(query=query, text="And July?", by=manager).state == "open"
    assert answer_query(query=query, text="As well", by=year.approver).state == "answered"
    closed = close_query(query=query, by=manager)

    assert (closed.state, closed.closed_by, closed.closed_on) == (
        "closed",
        manager,
        date(2020, 7, 1),
    )
    (kept,) = queries_about(manager, REFERENCE)
    assert [(each.kind, each.text, each.by) for each in kept.messages.all()] == [
        ("question", "Why is it a penny less?", manager),
        ("answer", "Running totals", year.preparer),
        ("reply", "And July?", manager),
        ("answer", "As well", year.approver),
    ]
    events = AuditEvent.objects.filter(subject=f"payments.LineQuery:{query.pk}").order_by("pk")
    assert [each.event for each in events] == [
        "query raised",
        "query answered",
        "query replied to",
        "query answered",
        "query closed",
    ]
    assert {each.organisation.code for each in events if each.organisation} == {"C86001"}


def test_a_closed_query_is_over_and_another_can_be_raised(
    year: Year, line: PaymentLine, manager: User
) -> None:
    query = ask(line, manager)
    with pytest.raises(PermissionDenied, match="is open already"):
        ask(line, manager)
    close_query(query=query, by=manager)

    for act in (answer_query, reply_to_answer):
        with pytest.raises(PermissionDenied, match="This query is closed"):
            act(query=query, text="More", by=year.preparer if act is answer_query else manager)
    with pytest.raises(PermissionDenied, match="This query is closed"):
        close_query(query=query, by=manager)

    ask(line, manager, "Another thing")
    assert [each.state for each in queries_about(manager, REFERENCE)] == ["open", "closed"]


def test_a_query_outlives_the_lines_of_a_draft(year: Year, manager: User) -> None:
    year.prepared("2020-07")
    draft = PaymentLine.objects.get(
        calculation__run__month=date(2020, 7, 1),
        calculation__payee_code="C86001",
        calculation__term="aspiration",
    )
    query = ask(draft, manager)

    year.prepared("2020-07")

    assert queries_about(manager, query.reference) == [query]
    assert not PaymentLine.objects.filter(pk=draft.pk).exists()


def test_only_its_own_people_ask_and_only_finance_answers(
    year: Year, line: PaymentLine, manager: User
) -> None:
    other = acting_for(Organisation.objects.get(code="C86002"), Role.PRACTICE)
    director = acting_for(year.network, Role.PCN_DIRECTOR)
    for person in (other, director, year.preparer, year.publisher):
        with pytest.raises(PermissionDenied, match="Only the people of C86001"):
            ask(line, person)
    query = ask(line, manager)
    for person in (manager, other, director, year.publisher):
        with pytest.raises(PermissionDenied, match="Only finance answers"):
            answer_query(query=query, text="x", by=person)
    for person in (other, director, year.preparer):
        with pytest.raises(PermissionDenied, match="Only the people of the payee"):
            reply_to_answer(query=query, text="x", by=person)
        with pytest.raises(PermissionDenied, match="Only the people of the payee"):
            close_query(query=query, by=person)
    assert QueryMessage.objects.count() == 1


def test_nobody_of_finance_answers_the_practice_they_act_for(
    line: PaymentLine, manager: User
) -> None:
    query = ask(line, manager)
    manager.roles.create(role=Role.FINANCE, starts_on=date(2016, 4, 1))

    with pytest.raises(PermissionDenied, match="another person of finance answers"):
        answer_query(query=query, text="All is well", by=User.objects.get(pk=manager.pk))


def test_who_sees_a_query(year: Year, line: PaymentLine, manager: User) -> None:
    query = ask(line, manager)
    other = acting_for(Organisation.objects.get(code="C86002"), Role.PRACTICE)
    director = acting_for(year.network, Role.PCN_DIRECTOR)
    lmc = a_person("lou@nhs.example", Role.LMC)

    for person in (manager, director, year.preparer, year.publisher):
        assert list(queries_visible_to(person)) == [query]
    for person in (other, lmc):
        assert not queries_visible_to(person).exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("  \n", "Enter what you want to ask"),
        ("x" * 2001, "at most 2,000 characters"),
        ("about 943 476 5919", "NHS number"),
        ("DOB 1 2 1930", "date of birth"),
    ],
)
def test_what_cannot_be_asked(line: PaymentLine, manager: User, text: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        ask(line, manager, text)
    assert not LineQuery.objects.exists()


def test_what_was_said_cannot_be_unsaid(line: PaymentLine, manager: User) -> None:
    ask(line, manager)

    with pytest.raises(DatabaseError, match="Cannot update"):
        QueryMessage.objects.update(text="Something else")


def test_the_database_knows_one_open_query_a_line(line: PaymentLine, manager: User) -> None:
    query = ask(line, manager)

    with pytest.raises(IntegrityError, match="one_open_query_a_line"):
        LineQuery.objects.create(
            reference=query.reference,
            payee=query.payee,
            asked_by=manager,
            asked_on=query.asked_on,
            waiting_since=query.asked_on,
        )
