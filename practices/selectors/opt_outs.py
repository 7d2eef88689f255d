"""Where each answer stands: a late opt-out counts for nothing until the commissioner agrees it.

Who decides about late opt-outs keeps what was decided, and is named in the settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.module_loading import import_string

from commissioning.specifications.schema import Silence, Specification
from practices.models import SignUp

SIGNED, DECLINED = SignUp.Response.SIGNED.value, SignUp.Response.DECLINED.value
ASKED, REFUSED = "asked", "refused"  # a late opt-out that waits, and one that was refused


def decided_opt_outs() -> QuerySet[Any]:
    """The decisions about late opt-outs that stand, the latest first.

    Each has an `organisation`, a `specification` and says whether it `agreed`.
    """
    decisions: QuerySet[Any] = import_string(settings.DECIDED_OPT_OUTS)()
    return decisions


def with_state(answers: QuerySet[SignUp], specifications: Iterable[Specification]) -> QuerySet[Any]:
    """Answers to these specifications, each with its `state`: signed, declined, asked or refused.

    Only where silence means taking part can a decline come late and wait.
    """
    late = Q()
    for specification in specifications:
        if specification.sign_up.silence is Silence.IN:
            late |= Q(specification=specification.code, responded_on__gt=specification.sign_up.by)
    if not late:
        return answers.annotate(state=F("response"))
    decided = decided_opt_outs().filter(
        organisation=OuterRef("practice"), specification=OuterRef("specification")
    )
    late &= Q(response=DECLINED)
    return answers.annotate(
        agreed=Subquery(decided.values("agreed")[:1]),
        state=Case(
            When(late & Q(agreed__isnull=True), then=Value(ASKED)),
            When(late & Q(agreed=False), then=Value(REFUSED)),
            default=F("response"),
            output_field=CharField(),
        ),
    )
