"""Long work, as whoever asked for it follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from commissioning.jobs.run import do
from commissioning.jobs.supervise import DEAD, look_after
from commissioning.models import Job, User
from commissioning.models import jobs as sizes
from tests.system.conftest import NARROW, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]

pytestmark = pytest.mark.usefixtures("pango")


@pytest.mark.parametrize("scripts", [True, False])
def test_statements_are_made_while_one_looks_on(
    people: People, visitors: Come, *, scripts: bool
) -> None:
    # given finance asks for every statement of a run
    finance = visitors(WIDE if scripts else NARROW, scripts=scripts)
    finance.signs_in(people["preparer"])
    finance.goes_to("/runs/2020-08/")
    finance.clicks("Make every statement")
    assert "It waits for its turn" in finance.reads()
    finance.looks()

    # when a worker does it
    job = Job.objects.get()
    do(job.pk)

    # then the page says so by itself, or once it is asked
    if not scripts:
        finance.clicks("See how far it is now")
    finance.page.get_by_text("statements made").wait_for()
    assert finance.page.get_by_role("link", name="2020-08_statements.zip").is_visible()
    finance.looks()

    # and it is in the list
    finance.goes_to("/jobs/")
    finance.looks()
    assert "Statements of the run of 2020-08" in finance.reads()


def test_what_was_cut_off_is_told_and_tried_again(people: People, visitors: Come) -> None:
    # given work that three workers began and none finished
    finance = visitors(NARROW)
    finance.signs_in(people["preparer"])
    finance.goes_to("/runs/2020-08/")
    finance.clicks("Make every statement")
    long_ago = timezone.now() - DEAD - timedelta(seconds=1)
    Job.objects.update(state="running", claim=uuid4(), attempts=3, heartbeat_at=long_ago)
    look_after()

    # when finance looks
    finance.page.reload()
    assert "It was begun 3 times, and each time it was cut off" in finance.reads()
    finance.looks()

    # then they can have it tried again
    finance.clicks("Try again")
    assert "It is tried again" in finance.reads()
    assert Job.objects.get().state == "queued"


def test_the_files_of_a_large_run_are_asked_for_by_a_button(
    people: People, visitors: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a run of more payees than a page waits for
    monkeypatch.setattr(sizes, "SMALL", 2)
    finance = visitors(WIDE)
    finance.signs_in(people["preparer"])
    finance.goes_to("/runs/2020-08/")
    finance.looks()

    # when finance asks for the workbook, and a worker makes it
    finance.clicks("Make the Excel workbook")
    assert "It waits for its turn" in finance.reads()
    do(Job.objects.get().pk)

    # then the page gives it out
    finance.page.get_by_text("The file is made").wait_for()
    assert finance.page.get_by_role("link", name="schedule-2020-08.xlsx").is_visible()
    finance.looks()
