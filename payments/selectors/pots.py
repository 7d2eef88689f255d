"""What declines have set free, what of it is shared out, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.engine.facts import gather
from payments.engine.work_out import governing
from payments.models import Reallocation
from payments.rules.facts import RunFacts
from payments.rules.pots import Freed, freed


@dataclass(frozen=True, slots=True)
class Pot:
    """One practice's decline of one element: pounds set free, shared out and left."""

    specification: str
    term: str
    element: str
    practice: str
    months: tuple[Month, ...]
    freed: Decimal
    shared: Decimal
    facts: RunFacts
    parts: tuple[Freed, ...] = ()

    @property
    def left(self) -> Decimal:
        """Below nothing where more was shared than is free now: for the commissioner to decide."""
        return self.freed - self.shared


def pots(until: Month) -> list[Pot]:
    """Every pot, for whole months up to one."""
    parts_by_key: dict[tuple[str, str, str, str], tuple[list[Freed], RunFacts]] = {}
    facts = RunFacts(())
    for commissioner, governed in governing(until).items():
        facts = gather(commissioner)
        for version in governed:
            for part in freed(version, facts):
                key = (part.specification, part.term, part.element, part.practice)
                parts_by_key.setdefault(key, ([], facts))[0].append(part)
    shared = {
        (row["specification"], row["term"], row["element"], row["freed_by__code"]): row["total"]
        for row in Reallocation.objects.filter(approved_by__isnull=False)
        .values("specification", "term", "element", "freed_by__code")
        .annotate(total=Sum("amount"))
    }
    for key in shared:  # shared out, and set free no more: the practice signed after all
        parts_by_key.setdefault(key, ([], facts))
    return [
        Pot(
            *key,
            months=tuple(month for part in parts for month in part.months),
            freed=sum((part.total for part in parts), start=NOTHING),
            shared=shared.get(key, NOTHING),
            facts=facts,
            parts=tuple(parts),
        )
        for key, (parts, facts) in sorted(parts_by_key.items(), key=lambda item: item[0])
    ]


def pot_of(specification: str, term: str, element: str, practice: str, until: Month) -> Pot:
    """One pot. Raises ValidationError naming the pots there are."""
    all_pots = pots(until)
    for pot in all_pots:
        if (pot.specification, pot.term, pot.element, pot.practice) == (
            specification,
            term,
            element,
            practice,
        ):
            return pot
    there_are = ", ".join(f"{pot.practice} {pot.term} {pot.element}" for pot in all_pots)
    raise ValidationError(
        f"{practice} has set nothing free under {specification}, {term}, {element} by {until};"
        f" there is {there_are or 'no decline on record'}"
    )
