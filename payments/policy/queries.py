"""Who may ask about a payment line, answer, reply and close, and why not."""

from __future__ import annotations

from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, holds, only
from payments.models import LineQuery

READS_EVERY_QUERY = (Role.FINANCE, Role.PRIMARY_CARE)


# Read queries about payment lines; whose, `queries_visible_to` says.
reads_queries = only(
    *READS_EVERY_QUERY,
    Role.PRACTICE,
    Role.PCN_DIRECTOR,
    reason="Queries are for the payee that asks, the CCG's primary care team and finance",
)


reads_every_query = only(
    *READS_EVERY_QUERY,
    reason="Only the CCG's primary care team and finance read the queries of every payee",
)


def can_query_line(user: User, payee: Organisation) -> Permission:
    """Ask about a line: the people of the practice or network that it pays."""
    if _is_own(user, payee.pk):
        return YES
    return no(f"Only the people of {payee} ask about what it is paid")


def can_answer_query(user: User, query: LineQuery) -> Permission:
    """Answer in finance's name; nobody answers the organisation that they act for."""
    if not holds(user, Role.FINANCE):
        return no("Only finance answers queries about payments")
    if _is_own(user, query.payee_id):
        return no("You act for the payee that asks: another person of finance answers")
    return _still_open(query)


def can_reply(user: User, query: LineQuery) -> Permission:
    """Say more, or close the query: the people of the payee."""
    if not _is_own(user, query.payee_id):
        return no("Only the people of the payee that asked reply to an answer, or close the query")
    return _still_open(query)


def _still_open(query: LineQuery) -> Permission:
    if query.state == LineQuery.State.CLOSED:
        return no("This query is closed: a new one can be raised about the same line")
    return YES


def _is_own(user: User, payee: int) -> bool:
    return any(
        organisation.pk == payee
        for role in (Role.PRACTICE, Role.PCN_DIRECTOR)
        for organisation in acts_for(user, role)
    )
