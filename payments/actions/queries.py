"""Asking about a payment line, answering, replying and closing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.domain.periods import Month
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import LineQuery, PaymentLine, QueryMessage
from payments.models.queries import LONGEST
from payments.policy.queries import can_answer_query, can_query_line, can_reply
from payments.selectors.lines import line_reference

Kind, State = QueryMessage.Kind, LineQuery.State


@transaction.atomic
def raise_query(*, line: PaymentLine, text: str, by: User) -> LineQuery:
    """Ask finance about a line. One query of a line is open at a time.

    Raises ValidationError where nothing is asked, or where the text holds a patient's data.
    """
    payee = Organisation.objects.select_for_update(no_key=True).get(pk=line.calculation.payee_id)
    require(can_query_line(by, payee))
    question = _text(text, "Enter what you want to ask about this line")
    reference = line_reference(line)
    standing = LineQuery.objects.filter(reference=reference).exclude(state=State.CLOSED)
    if standing.exists():
        raise PermissionDenied("A query about this line is open already: add to it instead")
    query = LineQuery.objects.create(
        reference=reference,
        payee=payee,
        title=f"{line.calculation.title}, {Month.of(line.for_month).name}",
        asked_by=by,
        asked_on=today(),
        waiting_since=today(),
    )
    _say(query, Kind.QUESTION, question, by)
    record("query raised", query, by=by, reference=reference)
    return query


@transaction.atomic
def answer_query(*, query: LineQuery, text: str, by: User) -> LineQuery:
    """Answer in finance's name; the payee then replies, or closes the query."""
    query = _locked(query)
    require(can_answer_query(by, query))
    _say(query, Kind.ANSWER, _text(text, "Enter your answer"), by)
    _moves_to(query, State.ANSWERED)
    record("query answered", query, by=by, reference=query.reference)
    return query


@transaction.atomic
def reply_to_answer(*, query: LineQuery, text: str, by: User) -> LineQuery:
    """Say more: the query is finance's to answer again."""
    query = _locked(query)
    require(can_reply(by, query))
    _say(query, Kind.REPLY, _text(text, "Enter your reply"), by)
    _moves_to(query, State.OPEN)
    record("query replied to", query, by=by, reference=query.reference)
    return query


@transaction.atomic
def close_query(*, query: LineQuery, by: User) -> LineQuery:
    """Say that nothing is left to ask. What was said stays with the line."""
    query = _locked(query)
    require(can_reply(by, query))
    query.closed_by, query.closed_on = by, today()
    _moves_to(query, State.CLOSED)
    record("query closed", query, by=by, reference=query.reference)
    return query


def _moves_to(query: LineQuery, state: LineQuery.State) -> None:
    query.state, query.waiting_since = state, today()
    query.save()


def _say(query: LineQuery, kind: QueryMessage.Kind, text: str, by: User) -> None:
    QueryMessage.objects.create(query=query, kind=kind, text=text, by=by, on=today())


def _locked(query: LineQuery) -> LineQuery:
    queries = LineQuery.objects.select_for_update(of=("self",)).select_related("payee")
    return queries.get(pk=query.pk)


def _text(text: str, missing: str) -> str:
    message = text.replace("\0", "").strip()
    if not message:
        raise ValidationError(missing)
    if len(message) > LONGEST:
        raise ValidationError(f"Write at most {LONGEST:,} characters: there are {len(message):,}")
    if problem := patient_data_in(message):
        raise ValidationError(f"What you wrote {problem}")
    return message
