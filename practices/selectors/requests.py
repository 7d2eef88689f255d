"""What practices asked the commissioner for, for those who may see it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from commissioning.models import Organisation, User
from practices.models import (
    Asked,
    Deviation,
    FundingQuestion,
    Offer,
    Partnership,
    RegisterProposal,
    SignUpRequest,
)
from practices.selectors.answering import answering_visible_to

KINDS: dict[str, type[Asked]] = {  # as addresses name them
    "deviations": Deviation,
    "offers": Offer,
    "registers": RegisterProposal,
    "sign-up-requests": SignUpRequest,
}


def asked_visible_to(user: User, kind: str) -> QuerySet[Asked]:
    """What the practices that a person may see asked, of one kind, the newest first."""
    rows = KINDS[kind]._default_manager.filter(  # noqa: SLF001  (Django documents it)
        practice__in=answering_visible_to(user)
    )
    people = ["practice", "asked_by", "decided_by"]
    if kind in {"deviations", "offers"}:
        people.append("commented_by")
    return rows.select_related(*people).order_by("-asked_on", "-pk")


def visible_asked(user: User, kind: str, pk: int) -> Asked | None:
    """One of them by its key."""
    return asked_visible_to(user, kind).filter(pk=pk).first()


def asked_of(user: User, practice: Organisation, specification: str) -> Sequence[Asked]:
    """Everything that one practice asked under a specification, the newest first."""
    requests = [
        practice_request
        for kind in KINDS
        for practice_request in asked_visible_to(user, kind).filter(
            practice=practice, specification=specification
        )
    ]
    return sorted(
        requests,
        key=lambda practice_request: (practice_request.asked_on, practice_request.pk),
        reverse=True,
    )


def funding_visible_to(user: User) -> QuerySet[FundingQuestion]:
    """How funding was used, as asked of the practices that a person may see."""
    rows = FundingQuestion.objects.filter(practice__in=answering_visible_to(user))
    return rows.select_related("practice", "asked_by", "answered_by").order_by("-asked_on", "-pk")


def visible_partnership(user: User, pk: int) -> Partnership | None:
    """A partnership by its key, where the person may see one of the two practices."""
    seen = answering_visible_to(user)
    rows = Partnership.objects.filter(practice__in=seen) | Partnership.objects.filter(
        partner__in=seen
    )
    return rows.filter(pk=pk).select_related("practice", "partner").first()
