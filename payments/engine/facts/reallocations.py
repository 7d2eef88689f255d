"""The shares of reallocations that somebody approved."""

from __future__ import annotations

from commissioning.domain.periods import Month, written
from commissioning.records.history import key_field
from payments.engine.facts.rows import Gathered
from payments.models import Reallocation, ReallocationShare
from payments.rules.facts import Share


def shares_in(rows: Gathered) -> tuple[Share, ...]:
    """The shares of approved reallocations, each with all the weights it was shared by."""
    shares = rows.grouped(ReallocationShare, "reallocation_id", "payee_id", "weight", "amount")
    share_facts = []
    for pk, specification, term, freed_by, last_month, amount, basis, reason, approved in rows.of(
        Reallocation
    ).values_list(
        key_field(rows.at),
        "specification",
        "term",
        "freed_by_id",
        "last_month",
        "amount",
        "basis",
        "reason",
        "approved_on",
    ):
        if approved is None:
            continue
        parts = sorted(shares.get(pk, ()), key=lambda row: rows.codes[row[0]])
        weights = tuple(weight for _, weight, _ in parts)
        for position, (payee, _, _) in enumerate(parts):
            share_facts.append(
                Share(
                    specification=specification,
                    term=term,
                    freed_by=rows.codes[freed_by],
                    payee=rows.codes[payee],
                    month=Month.of(last_month),
                    pot=amount,
                    weights=weights,
                    position=position,
                    basis=basis,
                    source=f"approved {written(approved)}: {reason}",
                )
            )
    return tuple(sorted(share_facts, key=lambda share: (share.payee, share.freed_by, share.month)))
