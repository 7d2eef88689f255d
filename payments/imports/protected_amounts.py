"""The layout of a file of protected amounts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from commissioning.imports import Column, Row
from commissioning.imports.facts import FactFile, amount, read_facts
from payments.actions.protected_funding import ProtectedRow
from payments.models import ProtectedSum

MOST_POUNDS = Decimal("99999999.99")

COLUMNS = [
    Column("practice_code"),
    Column("service"),
    Column("annual_amount"),
    Column("from"),
    Column("to", needed=False),
    Column("specification", needed=False),
    Column("covers", needed=False),
]

ABOUT = """\
Imports the local funding of practices that is kept: in full until the national service starts, then
what it was worth beyond what replaced it.

Columns: practice_code, service, annual_amount, from, to, specification, covers

  practice_code  ODS code, as C86001
  service        the local service that it paid for, as Care home local enhanced service
  annual_amount  pounds a year, as 12000.00
  from           the first day it is kept, YYYY-MM-DD
  to             the last day, YYYY-MM-DD; blank: while the specification pays it
  specification  code of the specification that protects it; blank: the one that does (covid-costs)
  covers         what of the national model it covers, with semicolons between: check-in, plans,
                 medicines, lead, community, other; blank: as it is on record

The same practice, service and from with other values corrects what is on record. Two amounts for
one service of a practice must not overlap.

Example:
  practice_code,service,annual_amount,from,to
  C86001,Care home local enhanced service,12000.00,2020-04-01,
"""


def read_protected_amounts(path: Path) -> FactFile[ProtectedRow]:
    """Read a file of protected amounts."""
    return read_facts(path, COLUMNS, _read)


def _read(row: Row) -> ProtectedRow:
    return ProtectedRow(
        line=row.line,
        practice_code=row.practice_code("practice_code"),
        service=row.text("service", longest=200),
        annual_amount=amount(row, "annual_amount", most=MOST_POUNDS),
        starts_on=row.day("from"),
        ends_on=row.day_or_none("to"),
        specification=row.text_or_blank("specification", longest=60).lower(),
        covers=_covers(row),
    )


def _covers(row: Row) -> tuple[str, ...] | None:
    if not row.has("covers"):
        return None
    covers = [part.strip().lower() for part in row.text("covers").split(";") if part.strip()]
    unknown = [cover for cover in covers if cover not in ProtectedSum.Covers.values]
    if unknown:
        choices = ", ".join(ProtectedSum.Covers.values)
        row.wrong("covers", f"“{'; '.join(unknown)}” is not known", f"Write some of: {choices}")
    return tuple(dict.fromkeys(covers))
