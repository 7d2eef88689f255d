"""A run's calculations and lines in the database: written fast, and read back for proof.

What a run for the whole of England needs is kept in this package: rows go in by COPY, a batch at a
time, so that memory stays flat however many payees there are.
"""

from payments.engine.store.proving import unsound
from payments.engine.store.reading import (
    StoredCalculation,
    amounts,
    as_written,
    read_derivation,
    written,
)
from payments.engine.store.writing import Names, Stored, clear, without_pauses, write, write_totals

__all__ = [
    "Names",
    "Stored",
    "StoredCalculation",
    "amounts",
    "as_written",
    "clear",
    "read_derivation",
    "unsound",
    "without_pauses",
    "write",
    "write_totals",
    "written",
]
