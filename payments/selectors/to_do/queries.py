"""Queries about payment lines: for finance to answer, for the payee to read the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.domain.counts import counted
from commissioning.models import Role, User
from commissioning.policy.roles import holds
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from payments.models import LineQuery
from payments.selectors.queries import own_payees

State = LineQuery.State
MOST = 50  # that finance is shown one by one; the list has all


def queries_to_do(user: User, on: date) -> Iterator[ToDo]:
    queries = LineQuery.objects.select_related("payee").order_by("waiting_since", "pk")
    if holds(user, Role.FINANCE):
        for query in queries.filter(state=State.OPEN)[:MOST]:
            days = (on - query.waiting_since).days
            yield ToDo(
                title=f"Answer the query about {query.title}",
                href=address("payments:line_query", reference=query.reference),
                organisation=query.payee.code,
                note=f"Waiting for {counted(days, 'day')}",
            )
    mine = own_payees(user)
    if not mine:
        return
    for query in queries.filter(payee__in=mine).exclude(state=State.CLOSED):
        answered = query.state == State.ANSWERED
        yield ToDo(
            title=f"Read the answer about {query.title}"
            if answered
            else f"Your query about {query.title} waits for finance",
            href=address("payments:line_query", reference=query.reference),
            organisation=query.payee.code,
            note="Reply, or close the query" if answered else "",
            waiting=not answered,
        )
