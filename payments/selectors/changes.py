"""What changed in a run since last month, and since it was last prepared."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from payments.engine.comparing.kinds import ELSE, KINDS
from payments.models import PaymentRun, RunChange

_TURN = Window(RowNumber(), partition_by="since", order_by=["-size", "pk"])
_NUMBER = Window(Count("pk"), partition_by="since")

Largest = dict[str, tuple[int, list[RunChange]]]  # by what it is compared with: how many, and some


def changes_in(run: PaymentRun) -> QuerySet[RunChange]:
    """Every amount of a run that differs from what it is compared with."""
    return RunChange.objects.filter(run=run)


def largest_changes(run: PaymentRun, most: int) -> Largest:
    """How many amounts differ, and those that differ most; the last preparation before the month.

    A run that was prepared once has no earlier preparation to compare with.
    """
    kinds = [RunChange.Since.PREPARATION] * (run.preparations > 1) + [RunChange.Since.MONTH]
    largest_by_since: Largest = {str(since): (0, []) for since in kinds}
    for change in (
        changes_in(run)
        .annotate(turn=_TURN, number=_NUMBER)
        .filter(turn__lte=most)
        .order_by("since", "turn")
    ):
        largest_by_since[change.since] = (
            change.number,
            [*largest_by_since[change.since][1], change],
        )
    return largest_by_since


def of_a_kind(changes: QuerySet[RunChange], code: str) -> QuerySet[RunChange]:
    """Those that a kind of cause moved, perhaps with others."""
    if code == ELSE.code:
        causes = Q()
        for kind in KINDS:
            causes |= Q(cause__regex=kind.pattern)
        return changes.exclude(causes)
    pattern = next(cause_kind.pattern for cause_kind in KINDS if cause_kind.code == code)
    return changes.filter(cause__regex=pattern)
