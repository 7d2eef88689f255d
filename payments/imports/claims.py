"""The layout of a file of claims."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from commissioning.imports import Column, Row
from commissioning.imports.facts import FactFile, amount, read_facts
from payments.actions.claims import ClaimRow

MOST_UNITS = Decimal("99999.99")
MOST_POUNDS = Decimal("9999999.99")

COLUMNS = [
    Column("reference"),
    Column("practice_code"),
    Column("specification", needed=False),
    Column("category"),
    Column("incurred_on"),
    Column("quantity"),
    Column("unit_cost"),
    Column("other_funding", needed=False),
    Column("claimed_on"),
    Column("description", needed=False),
    Column("evidence", needed=False),
]

ABOUT = """\
Imports claims for extra costs.

Columns: reference, practice_code, specification, category, incurred_on, quantity, unit_cost,
         other_funding, claimed_on, description, evidence

  reference      the claim's own, never used twice, as CLM-0001
  practice_code  ODS code of the practice that claims, as C86001
  specification  code of the specification that pays; blank: the one that pays claims (covid-costs)
  category       code of one of its categories, as care-home-partner
  incurred_on    the day of the cost, YYYY-MM-DD; caps by week count its week, Monday to Sunday
  quantity       units claimed (sessions, hours or items), above 0, as 3 or 2.5
  unit_cost      pounds for each, as 289.00
  other_funding  pounds of it that other funding meets; blank: none
  claimed_on     the day it was claimed, YYYY-MM-DD
  description    what it was for, in a few words; never about a patient
  evidence       where the evidence is kept

Caps and windows are not applied here: a claim outside them is kept, and disallowed with the reason.
A claim is paid once it is decided (import_decisions, kind claim). The same reference with a later
claimed_on takes the place of the earlier claim; the same day with other values corrects it; an
earlier day changes nothing.

Example:
  reference,practice_code,category,incurred_on,quantity,unit_cost,claimed_on,description
  CLM-0001,C86001,care-home-partner,2020-06-03,3,310.00,2020-08-20,Extra sessions for two homes
"""


def read_claims(path: Path) -> FactFile[ClaimRow]:
    """Read a file of claims."""
    return read_facts(path, COLUMNS, _read)


def _read(row: Row) -> ClaimRow:
    quantity = amount(row, "quantity", most=MOST_UNITS)
    if not quantity:
        row.wrong("quantity", "is 0", "Write how many are claimed")
    return ClaimRow(
        line=row.line,
        reference=row.text("reference", longest=60),
        practice_code=row.practice_code("practice_code"),
        specification=row.text_or_blank("specification", longest=60).lower(),
        category=row.text("category", longest=60).lower(),
        incurred_on=row.day("incurred_on"),
        quantity=quantity,
        unit_cost=amount(row, "unit_cost", most=MOST_POUNDS),
        other_funding=amount(row, "other_funding", most=MOST_POUNDS)
        if row.has("other_funding")
        else Decimal(0),
        claimed_on=row.day("claimed_on"),
        description=row.text_or_blank("description", longest=300),
        evidence=row.text_or_blank("evidence", longest=300),
    )
