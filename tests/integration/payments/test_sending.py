"""Rows are sent while the next are worked out, and both speak over one connection."""

from __future__ import annotations

import pytest
from django.db import connection

from payments.engine.store.writing import _sending

pytestmark = pytest.mark.django_db
ROWS = 300_000


def test_a_question_asked_meanwhile_waits_until_the_batch_arrived() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE sent (number integer)")
    batch = "".join(f"{number}\n" for number in range(ROWS))
    with _sending() as send:
        for times in (1, 2):
            send([("COPY sent FROM STDIN", batch)])
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sent")
                assert cursor.fetchone() == (times * ROWS,)
