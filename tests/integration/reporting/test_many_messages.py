"""Messages for many practices take no more queries than for few."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.accounts.console import person
from commissioning.models import Role
from reporting.actions.messages import write_messages
from reporting.models import Message
from tests.factories.teams import Team, acting
from tests.factories.years import Year

pytestmark = pytest.mark.django_db


def test_more_practices_take_no_more_queries(settings: Any) -> None:
    team = Team(Year())
    found = []
    for monday in (date(2020, 5, 18), date(2020, 5, 25)):
        settings.COMMISSIONING_TODAY = monday
        with CaptureQueriesContext(connection) as asked:
            write_messages(by=person(None))
        found.append(len(asked))
        for number in range(30 if len(found) == 1 else 0):
            practice = team.year.a_practice(f"C87{number:03}", "PRACTICE")
            acting(f"m{number}@nhs.example", Role.PRACTICE, practice)
    digests = Message.objects.filter(kind=Message.Kind.DIGEST)
    assert digests.filter(written_on=date(2020, 5, 25)).count() > 30
    few, many = found
    assert many <= few + 10
