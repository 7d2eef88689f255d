"""Two people import one file at the same moment: one brings it in, the other finds it there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from commissioning.models import Edition, Organisation
from practices.models import Membership, Practice
from tests.factories.publishers import PRACTICES, Import


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once(tmp_path: Path) -> None:
    Organisation.objects.create(code="02X", kind="commissioner", name="NHS DONCASTER CCG")
    together = Barrier(2)

    def run(number: int) -> dict[str, int]:
        folder = tmp_path / str(number)
        folder.mkdir()
        practices = Import("import_practices", folder, commissioner="02X", as_at="2019-11-19")
        together.wait(timeout=600)
        try:
            return practices(PRACTICES)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = sorted(pool.map(run, range(2)), key=lambda each: each["added"])
    assert [each["added"] for each in counts] == [0, 40]
    assert counts[0]["unchanged"] == 40
    assert (Practice.objects.count(), Membership.objects.count()) == (40, 40)
    assert Edition.objects.count() == 1
