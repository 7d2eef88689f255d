"""Who has signed, declined or not answered, for everybody who may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for
from commissioning.specifications.schema import Specification
from practices.models import Chase, Membership, SharedSignUps, SignUp, SignUpRequest
from practices.policy.sign_ups import reads_every_sign_up
from practices.selectors.answering import answering_visible_to
from practices.selectors.opt_outs import ASKED, DECLINED, REFUSED, SIGNED, with_state
from practices.selectors.organisations import holding_on

NEVER = date(1900, 1, 1)  # stands for no day where a list sorts by one
PART, NONE = "part", "none"
SIGN_UP = "sign-up"


def asked_practices(user: User, specification: Specification) -> QuerySet[Organisation]:
    """The practices that a specification asks, of those whose answers a person may see."""
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=specification.period.end)
    lasted = Q(ends_on__isnull=True) | Q(ends_on__gte=specification.period.start)
    ours = Membership.objects.filter(
        started & lasted,
        member=OuterRef("pk"),
        group__code=specification.commissioner,
        group_kind=Organisation.Kind.COMMISSIONER,
    )
    return answering_visible_to(user).filter(Exists(ours))


def answers_board(
    user: User, specification: Specification, day: date, element: str = ""
) -> QuerySet[Any]:
    """Those practices with where each stands: for one element, or for all of them together.

    `answer` is signed, declined, part (not the same for every element, or not for all) or none;
    or what became of a late opt-out that has not been agreed: asked or refused.
    """
    codes = (
        [element] if element else [listed_element.code for listed_element in specification.elements]
    )
    rows = SignUp.objects.filter(
        practice=OuterRef("pk"), specification=specification.code, element__in=codes
    )
    answers = with_state(rows.order_by(), [specification])
    network = Membership.objects.filter(
        holding_on(day), member=OuterRef("pk"), group_kind=Organisation.Kind.PCN
    )
    chases = Chase.objects.filter(
        organisation=OuterRef("pk"), specification=specification.code, about=SIGN_UP
    ).order_by()
    requests = SignUpRequest.objects.filter(
        practice=OuterRef("pk"), specification=specification.code, status=SignUpRequest.Status.OPEN
    )
    return asked_practices(user, specification).annotate(
        signed=_number(answers.filter(state=SIGNED)),
        declined=_number(answers.filter(state=DECLINED)),
        answer=Case(
            When(Exists(answers.filter(state=ASKED)), then=Value(ASKED)),
            When(Exists(answers.filter(state=REFUSED)), then=Value(REFUSED)),
            When(signed=len(codes), then=Value(SIGNED)),
            When(declined=len(codes), then=Value(DECLINED)),
            When(signed=0, declined=0, then=Value(NONE)),
            default=Value(PART),
            output_field=CharField(),
        ),
        network_code=Coalesce(Subquery(network.values("group__code")[:1]), Value("")),
        network_name=Coalesce(Subquery(network.values("group__name")[:1]), Value("")),
        answered_on=_latest(answers, "responded_on"),
        chased_on=_latest(chases, "chased_on", of="organisation"),
        waits=Exists(requests),
    )


def _number(rows: QuerySet[SignUp]) -> Coalesce:
    counted = rows.values("practice").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _latest(rows: QuerySet[Any], field: str, of: str = "practice") -> Coalesce:
    latest = rows.values(of).annotate(latest=Max(field)).values("latest")
    return Coalesce(Subquery(latest, output_field=DateField()), Value(NEVER))


ByNetwork = dict[tuple[str, str], Counter[str]]


def by_network(board: QuerySet[Any]) -> ByNetwork:
    """How many practices of each network, by code and name, gave which answer."""
    counters_by_network: ByNetwork = {}
    rows = board.order_by("network_name", "network_code").values_list(
        "network_code", "network_name", "answer"
    )
    for code, name, answer in rows:
        counters_by_network.setdefault((code, name), Counter())[answer] += 1
    return counters_by_network


@dataclass(frozen=True, slots=True)
class ElementCount:
    """How many of the practices asked signed and declined one element.

    Late opt-outs that are not agreed stand apart: those `asked` for, and those `refused`.
    """

    code: str
    title: str
    signed: int
    declined: int
    asked: int = 0
    refused: int = 0


def counts_by_element(
    practices: QuerySet[Organisation], specification: Specification
) -> tuple[ElementCount, ...]:
    """How each element was answered, in the order of the specification."""
    answers = SignUp.objects.filter(
        practice__in=practices, specification=specification.code
    ).order_by()
    rows = (
        with_state(answers, [specification])
        .values_list("element", "state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    numbers = {(element, state): number for element, state, number in rows}
    return tuple(
        ElementCount(
            element.code,
            element.title,
            *(
                numbers.get((element.code, state), 0)
                for state in (SIGNED, DECLINED, ASKED, REFUSED)
            ),
        )
        for element in specification.elements
    )


def answers_of(practices: Iterable[Organisation], code: str) -> dict[int, dict[str, SignUp]]:
    """The answers of practices to a specification, by the practice's key and the element."""
    rows = SignUp.objects.filter(practice__in=list(practices), specification=code)
    answers_by_practice: dict[int, dict[str, SignUp]] = {}
    for row in rows.select_related("answered_by"):
        answers_by_practice.setdefault(row.practice_id, {})[row.element] = row
    return answers_by_practice


def chases_of(organisation: Organisation, specification: str = "") -> Sequence[Chase]:
    """When somebody was chased, the latest first; for one specification, or for all."""
    rows = Chase.objects.filter(organisation=organisation).select_related("chased_by")
    return list(rows.filter(specification=specification) if specification else rows)


def chases_visible_to(user: User) -> QuerySet[Chase]:
    """The log of chasing, of the organisations that a person may see."""
    chases = Chase.objects.select_related("organisation", "chased_by")
    if reads_every_sign_up(user):
        return chases
    own = Q(organisation__in=answering_visible_to(user))
    return chases.filter(own | Q(organisation__in=acts_for(user, Role.PCN_DIRECTOR)))


def last_shared(code: str) -> SharedSignUps | None:
    """When the directors were last told who has signed."""
    return SharedSignUps.objects.filter(specification=code).select_related("shared_by").first()
