"""A payment run and the statement beside it, turn by turn, on the database at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

from bench import peer
from bench.stopwatch import Times, peak_memory
from commissioning.domain.periods import Month
from commissioning.models import User
from payments.actions.runs import approve_run, prepare_run
from payments.engine import store
from payments.engine.verify import not_reproduced
from payments.models import PaymentRun

LAST = Month(2021, 3)
TABLES = "payments_correction, payments_paymentline, payments_calculation, payments_payeetotal"


@dataclass
class Measured:
    """What so many practices took: seconds for each round, and whether the pennies agree."""

    practices: int
    lines: int = 0
    disagreeing: int = 0
    memory: float = 0  # MB, after runs and proofs
    run: Times = field(default_factory=Times)
    statement: Times = field(default_factory=Times)
    proof: Times = field(default_factory=Times)
    later: dict[str, Times] = field(default_factory=dict)
    memory_later: float = 0


def measure(practices: int, *, rounds: int, settle: Callable[[], None] = lambda: None) -> Measured:
    """Time a whole first run for March 2021, which brings all twelve months, and the statement.

    The run is the product's own: facts gathered, worked out, stored with derivations, recorded.
    `settle` is done before each, so that neither pays for what the other left to be written.
    """
    found = Measured(practices)
    by = User.objects.get(email="prepares@nhs.example")
    for _ in range(rounds):
        nothing_prepared()
        settle()
        run = found.run.of(lambda: prepare_run(month=LAST, by=by))
        settle()
        problems = found.proof.of(lambda prepared=run: list(store.unsound(prepared)))  # type: ignore[misc]
        if problems:
            raise AssertionError("; ".join(problems[:3]))
        peer.empty()
        settle()
        found.statement.of(lambda prepared=run: peer.insert(prepared))  # type: ignore[misc]
        found.lines = run.lines_count
        found.disagreeing += peer.disagreeing(run)
    found.memory = peak_memory()
    return found


def measure_the_month_after(found: Measured) -> None:
    """Time what follows a first run for February: its approval, March, March again, the proof."""
    prepares = User.objects.get(email="prepares@nhs.example")
    approves = User.objects.get(email="approves@nhs.example")
    nothing_prepared()
    first = prepare_run(month=LAST.plus(-1), by=prepares)
    later: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_run(run=first, by=approves),
        "the month after": lambda: prepare_run(month=LAST, by=prepares),
        "prepared again": lambda: prepare_run(month=LAST, by=prepares),
        "verify": lambda: list(not_reproduced(PaymentRun.objects.get(pk=first.pk))),
    }
    for name, work in later.items():
        times = found.later[name] = Times()
        if times.of(work) and name == "verify":
            raise AssertionError("The run could not be reproduced")
    found.memory_later = peak_memory()


def nothing_prepared() -> None:
    """Empty the tables of runs."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES}, payments_paymentrun, bench_peerline CASCADE")


def checkpoint() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
