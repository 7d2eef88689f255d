"""Exceptions of care homes: the own practice's, and another's."""

from __future__ import annotations

from datetime import date

from carehomes.models import CareHome
from commissioning.models import Organisation
from reporting.models import HomeException
from tests.factories.years import Year

OWN, OTHER = 900_101, 900_102
BOTH = ({"key": OWN}, {"key": OTHER})
ABOUT = dict.fromkeys(
    (
        "reporting:exception",
        "reporting:exception_answer",
        "reporting:exception_close",
        "reporting:exception_consequence",
        "reporting:exception_correct",
        "reporting:exception_review",
    ),
    BOTH,
)


def prepare(year: Year) -> None:
    """One exception of each practice, with a question to answer."""
    home = CareHome.objects.create(location_id="1-901", name="Home of exceptions")
    for pk, code in ((OWN, "C86001"), (OTHER, "C86003")):
        HomeException.objects.create(
            pk=pk,
            home=home,
            specification="proactive-care",
            question="weekly-check-in",
            missing="Nobody held it",
            since=date(2020, 6, 9),
            source=HomeException.Source.PRACTICE,
            organisation=Organisation.objects.get(code=code),
            raised_by=year.publisher,
            raised_on=date(2020, 6, 10),
            state=HomeException.State.RETURNED,
        )
