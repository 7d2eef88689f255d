"""What meets deadlines about care homes: leads, needs for medicines, checks of support."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from carehomes.models import (
    Alignment,
    CareHome,
    LeadAnswer,
    Leadership,
    MedicinesNeed,
    SupportCheck,
)
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.leads import in_place, with_lead_facts
from carehomes.selectors.residents import counts_on, living
from commissioning.models import Organisation
from practices.models import Practice, SignUp
from practices.selectors.organisations import holding_on
from reporting.rules.deadlines import Dated

State = Leadership.State


def without_a_lead(dated: Dated, day: date) -> list[Organisation]:
    """Who has to name or agree a lead for a home registered with CQC that has none.

    Where nobody is proposed, the practice with most residents names one; where somebody is, the
    practices that are silent on it agree; a lead that waits for the CCG is owed by none of them.
    """
    out = declined(dated)
    open_then: QuerySet[Any] = with_lead_facts(homes_open_on(day), day)
    homes = list(open_then.filter(cqc_registered=True, has_lead=False, waits_for_ccg=False))
    residents = counts_on(homes, day)
    answered = _answered(homes)
    practices_by_key: dict[int, Organisation] = {}
    for home in homes:
        there = [
            resident_count.practice
            for resident_count in residents.get(home.pk, [])
            if resident_count.practice_id not in out
        ]
        if home.waits_for_practices:
            there = [practice for practice in there if (home.pk, practice.pk) not in answered]
        else:
            there = there[:1]
        practices_by_key.update((practice.pk, practice) for practice in there)
    return list(practices_by_key.values())


def _answered(homes: Iterable[CareHome]) -> set[tuple[int, int]]:
    """The homes and practices that have said what they think of a proposed lead."""
    answers = LeadAnswer.objects.filter(
        leadership__home__in=list(homes), leadership__state=State.PROPOSED
    )
    return set(answers.values_list("leadership__home", "practice"))


def needs_not_told(dated: Dated, day: date) -> QuerySet[Organisation]:
    """Practices with residents in homes that have not told what they need for medicines."""
    return (
        Practice.objects.filter(Exists(living(day, practice=OuterRef("pk"))))
        .exclude(pk__in=MedicinesNeed.objects.values("practice"))
        .exclude(pk__in=declined(dated))
    )


def declined(dated: Dated) -> set[int]:
    """The practices that declined a specification and signed no part of it: they owe nothing."""
    answers = SignUp.objects.filter(specification=dated.specification.code)
    signed = answers.filter(response=SignUp.Response.SIGNED)
    no = answers.filter(response=SignUp.Response.DECLINED)
    return set(
        no.exclude(practice__in=signed.values("practice")).values_list("practice", flat=True)
    )


def support_not_checked(dated: Dated, day: date) -> QuerySet[Organisation]:  # noqa: ARG001
    """The practices of leads with a home whose access to support nobody has checked."""
    checked = SupportCheck.objects.filter(checked_on__lte=day)
    return _practices(_leaderships(day).exclude(home__in=checked.values("home")))


def practices_of_leads(
    day: date, networks: Iterable[Organisation] | None = None
) -> QuerySet[Organisation]:
    """The practices whose clinicians lead homes, of all networks or of the homes of some."""
    leaderships = _leaderships(day)
    if networks is not None:
        keys = [network.pk for network in networks]
        aligned = Alignment.objects.filter(holding_on(day), pcn__in=keys)
        leaderships = leaderships.filter(home__in=aligned.values("home"))
    return _practices(leaderships)


def _leaderships(day: date) -> QuerySet[Leadership]:
    return in_place(day).filter(home__in=homes_open_on(day).values("pk"))


def _practices(leaderships: QuerySet[Leadership]) -> QuerySet[Organisation]:
    """Where a lead works for the community provider: whoever proposed the lead."""
    employed = leaderships.filter(lead__employer__isnull=False)
    others = leaderships.filter(lead__employer__isnull=True)
    return Organisation.objects.filter(
        Q(pk__in=employed.values("lead__employer")) | Q(pk__in=others.values("lead__organisation"))
    )
