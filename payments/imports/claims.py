"""The layout of a file of claims."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from payments.actions.claims import ClaimRow

COLUMNS = columns_of(ClaimRow)

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
    return read_facts(path, COLUMNS, ClaimRow)
