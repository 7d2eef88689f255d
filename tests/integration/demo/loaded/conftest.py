"""The demo year, loaded once for the tests of this folder, and taken back after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from payments.models import PaymentLine

Amounts = dict[tuple[str, str, str], Decimal]  # by run, month and kind


@dataclass(frozen=True)
class Demo:
    """What loading the demo said, and where its files would be."""

    said: str
    progress: str
    files: Path

    def load(self, *options: str) -> tuple[str, str]:
        """Load it again: what was said, and what was said of progress."""
        return load(*options)

    def amounts(self, payee: str, term: str) -> Amounts:
        """The lines that pay a payee for itself under a term: by run, month and kind."""
        return self.amounts_for(payee, term, payee)

    def amounts_for(self, payee: str, term: str, for_code: str) -> Amounts:
        """The lines that pay a payee for another: for a home, or in place of a practice."""
        lines = PaymentLine.objects.filter(
            calculation__payee_code=payee,
            calculation__term=term,
            calculation__for_code=for_code,
        ).select_related("calculation__run")
        return {
            (line.calculation.run.code, f"{line.for_month:%Y-%m}", line.kind): line.amount
            for line in lines
        }


def load(*options: str) -> tuple[str, str]:
    said, progress = StringIO(), StringIO()
    call_command("load_demo", *options, stdout=said, stderr=progress)
    return said.getvalue(), progress.getvalue()


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None,  # noqa: ARG001  (makes the database)
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """The year played to its end, without files, in a transaction that is rolled back."""
    files = tmp_path_factory.mktemp("demo") / "2021-02"
    settings = override_settings(DEMO=True, COMMISSIONING_TODAY=date(2021, 2, 15))
    with django_db_blocker.unblock(), settings, transaction.atomic():
        yield Demo(*load(), files)
        transaction.set_rollback(True)
