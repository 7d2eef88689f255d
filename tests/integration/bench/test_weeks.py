"""The bench of a sitrep compares like with like."""

from __future__ import annotations

import pytest

from bench import weeks
from commissioning.clock import as_if_today
from commissioning.models import User
from reporting.actions.sitreps import draft_sitrep
from reporting.selectors.sitreps import keys_of

HOMES, PRACTICES = 130, 39


@pytest.mark.django_db
def test_the_sitrep_and_the_statement_count_the_same():
    weeks.fill(HOMES, PRACTICES)
    with as_if_today(weeks.FRIDAY):
        draft = draft_sitrep(week=weeks.LAST, by=User.objects.get(email="reads@nhs.example"))
    found = {
        (question, network): figure
        for question, figures in draft.counts.items()
        for network, figure in figures.items()
    }
    assert found == weeks.counts_of_the_statement(keys_of(draft))
    assert all(draft.totals["questions"]["weekly-round"][:3])  # some stand in each way
