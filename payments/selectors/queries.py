"""Reading queries about payment lines."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When

from commissioning.models import Role, User
from commissioning.policy.roles import acts_for
from payments.models import LineQuery, QueryMessage
from payments.policy.queries import reads_every_query
from payments.selectors.visible import payees_visible_to


def queries_visible_to(user: User) -> QuerySet[LineQuery]:
    """For the CCG's team and finance every query; for others those of payees they may see."""
    queries = LineQuery.objects.select_related("payee", "asked_by", "closed_by")
    if reads_every_query(user):
        return queries
    return queries.filter(payee__in=payees_visible_to(user))


def by_whose_turn(queries: QuerySet[LineQuery]) -> QuerySet[LineQuery]:
    """Queries with their turn: open first, then answered, then closed."""
    states = LineQuery.State
    return queries.annotate(
        turn=Case(
            When(state=states.OPEN, then=Value(0)),
            When(state=states.ANSWERED, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    )


def queries_about(user: User, reference: str) -> list[LineQuery]:
    """Every query about a line with all that was said, the newest first."""
    messages = Prefetch("messages", QueryMessage.objects.select_related("by"))
    queries = queries_visible_to(user).filter(reference=reference)
    return list(queries.prefetch_related(messages).order_by("-pk"))


def own_payees(user: User) -> list[int]:
    """The keys of the practices and networks whose people this person is among."""
    return [
        organisation.pk
        for role in (Role.PRACTICE, Role.PCN_DIRECTOR)
        for organisation in acts_for(user, role)
    ]
