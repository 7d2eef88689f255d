"""The layout of a file of sign-ups."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from practices.actions.sign_ups import SignUpRow

COLUMNS = columns_of(SignUpRow)

ABOUT = """\
Imports practices' answers to specifications.

Columns: practice_code, specification, element, response, responded_on, from, to, register

  practice_code   ODS code, as C86001
  specification   code of an approved specification, as proactive-care
  element         code of one of its elements; blank: every element
  response        signed or declined
  responded_on    the day of the answer, YYYY-MM-DD
  from, to        the first and last day on which the practice delivers; blank: the element's own
                  dates. Days outside the element's dates may be named, and do not count
  register        patients on the practice's register: one number for a practice and specification,
                  for the whole year; blank: leaves what is on record

A later responded_on takes the place of an earlier answer, in whatever order the files come; the
same day with other values corrects it; an earlier day changes nothing. Practices and elements that
are not in the file keep the answers they have.

Example:
  practice_code,specification,element,response,responded_on,from,to,register
  C86001,proactive-care,,signed,2020-05-22,,,150
  C86002,proactive-care,care-homes,declined,2020-05-29,,,
"""


def read_sign_ups(path: Path) -> FactFile[SignUpRow]:
    """Read a file of sign-ups."""
    return read_facts(path, COLUMNS, SignUpRow)
