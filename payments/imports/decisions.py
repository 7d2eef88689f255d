"""The layout of a file of decisions."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from payments.engine.decision_rows import DecisionRow

COLUMNS = columns_of(DecisionRow)

ABOUT = """\
Imports what the commissioner decided about payments.

Columns: organisation_code, specification, kind, subject, outcome, from, to, figure, reason,
         decided_by, decided_on

  organisation_code  ODS code of the practice that the decision is about, as C86001; of the network,
                     as U12345, where the payment is a network's
  specification      code of an approved specification, as proactive-care
  reason             why, in words; never about a patient
  decided_by         name and role, as A Example, head of primary care
  decided_on         the day of the decision, YYYY-MM-DD

  kind        subject               outcome           from, to                     figure
  year-end    a year-end payment    pay or refuse     the year (blank: the only    -
                                                      one there is)
  condition   one of its            met or unmet      the same                     -
              conditions
  register    -                     agreed            first and last day of the    patients
                                                      months (blank: all)
  hold        a payment             agreed            from needed; to if it ends   -
  release     a payment             agreed            months released (blank: all) -
  take-back   a payment             agreed            from needed; to if it ends   -
  stop-year   -                     agreed            -                            -
  opt-out     -                     agreed or refuse  -                            -
  claim       reference of a claim  pay or refuse     -                            pounds allowed
                                                                                   (blank: as the
                                                                                   rules allow)
  adjustment  a payment             agreed            from: a day of the month     pounds, - to take
                                                      it is for                    away

The outcome withdrawn, of any kind, undoes a decision on record: as if it had not been made.
A payment is named by its code in the specification, as aspiration. A dash means: leave it blank.
For the same organisation, specification, kind, subject and from, a later decided_on takes the place
of the earlier decision; the same day with other values corrects it; an earlier day changes nothing.

Example:
  organisation_code,specification,kind,subject,outcome,from,to,figure,reason,decided_by,decided_on
  C86001,proactive-care,hold,aspiration,agreed,2020-10-01,,,No gateway,A Example (CCG),2020-11-02
  C86001,covid-costs,claim,CLM-0001,pay,,,578.00,As allowed,A Example (CCG),2020-09-30
"""


def read_decisions(path: Path) -> FactFile[DecisionRow]:
    """Read a file of decisions."""
    return read_facts(path, COLUMNS, DecisionRow)
