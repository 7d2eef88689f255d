"""Proves an approved run: works it out again from the facts as they stood at its approval."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.domain.periods import Month
from payments.engine import comparing, store
from payments.engine.work_out import work_out
from payments.models import PaymentRun


def not_reproduced(run: PaymentRun) -> Iterator[str]:
    """Everything about an approved run that is not the same when worked out again.

    The moment is the one the database recorded, whatever day the demo pretends. Raises ValueError
    for a draft, which stands for nothing yet.
    """
    if run.approved_at is None:
        message = f"The run of {run.code} is a draft: only an approved run can be verified"
        raise ValueError(message)
    yield from store.unsound(run)
    fresh = work_out(Month.of(run.month), regular=not run.supplement, at=run.approved_at)
    stored = store.written(run, derivations=False)
    yield from comparing.differences(*comparing.compared(stored, map(store.as_written, fresh)))
