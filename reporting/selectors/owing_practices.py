"""What meets practices' deadlines that are no returns: deviations, claims, registers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.models import Organisation
from payments.models import ClaimSheet
from practices.models import Asked, Deviation, Practice, RegisterProposal
from practices.selectors.returns import taking_part
from reporting.rules.deadlines import Dated


def deviations_open(dated: Dated, day: date) -> Iterable[Organisation]:  # noqa: ARG001
    """Only who asked to deviate owes that it is settled in time."""
    deviations = Deviation.objects.filter(
        specification=dated.specification.code, status=Asked.Status.OPEN
    )
    return Practice.objects.filter(pk__in=deviations.values("practice"))


def claims_not_sent(dated: Dated, day: date) -> Iterable[Organisation]:  # noqa: ARG001
    """Nobody has to claim: who began to, and has not sent it, is reminded."""
    drafts = ClaimSheet.objects.filter(
        specification=dated.specification.code, state=ClaimSheet.State.DRAFT
    )
    return Practice.objects.filter(pk__in=drafts.values("practice"))


def registers_not_agreed(dated: Dated, day: date) -> Iterable[Organisation]:
    """Who takes part and has not agreed its register with the CCG."""
    code = dated.specification.code
    agreed = RegisterProposal.objects.filter(specification=code, status=Asked.Status.AGREED)
    return taking_part(code, day).exclude(pk__in=agreed.values("practice"))
