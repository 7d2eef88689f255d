"""Versions that change a contract within its period, and who has agreed to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.models import Agreement, Organisation, SpecificationVersion

LMC, DIRECTOR = Agreement.Party.LMC, Agreement.Party.DIRECTOR


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody whose agreement a variation needs, and what they said, if they did."""

    party: str
    pcn: Organisation | None
    answer: Agreement | None

    @property
    def who(self) -> str:
        if self.pcn is None:
            return "the LMC"
        return f"the clinical director of {in_words(self.pcn.name)}"


def is_variation(version: SpecificationVersion) -> bool:
    """Say whether another approved version covers some of its days already."""
    others = SpecificationVersion.objects.filter(
        code=version.code,
        approved_at__isnull=False,
        period_from__lte=version.period_to,
        period_to__gte=version.period_from,
    ).exclude(pk=version.pk)
    if version.approved_at is not None:
        others = others.filter(approved_at__lt=version.approved_at)
    return others.exists()


def wanted_for(version: SpecificationVersion) -> list[Wanted]:
    """Whose agreement a version needs, with what each said: nobody's unless it is a variation.

    The LMC, and the director of every network that is open today. Clause: S0, Payment,
    participation ("subject to changes agreed with the LMC, the clinical directors and the CCG").
    """
    if not is_variation(version):
        return []
    answers = {
        (agreement.party, agreement.pcn_id): agreement
        for agreement in version.agreements.select_related("pcn", "recorded_by")
    }
    networks = Organisation.objects.filter(kind=Organisation.Kind.PCN).filter(
        Q(closed_on__isnull=True)
        | Q(closed_on__gte=today())
        | Q(pk__in=[pk for _, pk in answers if pk])
    )
    return [
        Wanted(LMC, None, answers.get((LMC, None))),
        *(
            Wanted(DIRECTOR, network, answers.get((DIRECTOR, network.pk)))
            for network in networks.order_by("code")
        ),
    ]


def missing_agreements(version: SpecificationVersion) -> list[str]:
    """Those who have not agreed to a variation, in words: silent, or against it."""
    return [
        agreement.who
        for agreement in wanted_for(version)
        if agreement.answer is None or not agreement.answer.agrees
    ]
