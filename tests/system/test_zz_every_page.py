"""Every page of the site is visited by a journey, which looks at it with axe."""

from __future__ import annotations

import pytest

from tests.architecture.house import ROOT, patterns
from tests.running.journeys import Notes
from tests.running.workers import DESELECTED, wait_until

NOT_PAGES = {  # what a browser saves, or sends, and machines ask
    "healthz",
    "readyz",
    "attachment",
    "job_again",  # a form that another page holds
    "job_file",
    "carehomes:medicines_bear_out",  # forms that another page holds
    "payments:specification_draft_discard",
    "payments:specification_draft_publish",
    "practices:asked_withdraw",
    "practices:chase_send",
    "practices:sign_ups_share",
    "payments:forecast_now",  # lead on to this year
    "payments:totals_now",
    "payments:claim_evidence_removed",  # a form that another page holds
    "invitation_again",  # forms that another page holds
    "invitation_withdraw",
    "openid_connect_callback",  # leads on
    "reporting:deadline_feed_withdraw",  # a form that another page holds
    "reporting:feed",  # a file for calendar programs
    "reporting:message_again",  # a form that another page holds
    "reporting:nothing_to_report",  # a form that another page holds
    "reporting:sitrep_count",  # a form that another page holds
    "reporting:sitrep_file",
    "reporting:sitrep_newest",  # leads on to the newest revision
    "reporting:upload_cancel",  # a form that another page holds
    "payments:run_csv",
    "payments:run_xlsx",
    "payments:run_pdf",
    "payments:run_payer_file",
    "payments:run_statements",  # a form that another page holds
    "payments:statement",
    "payments:year_end_accrual",
    "payments:year_end_basis",
    "payments:year_ends",  # leads on to this year
    "payments:run_prepare_again",  # a form that another page holds
    "payments:payee",  # leads on to this year
    "practices:return_receipt",  # files
    "practices:sign_up_receipt_pdf",
    "practices:returns_compiled_csv",
    "practices:returns_compiled_pdf",
    "practices:returns_chase",  # a button
}


def test_every_page_is_visited(request: pytest.FixtureRequest) -> None:
    folder = ROOT / "tests/system"
    journeys = {item for item in request.session.items if folder in item.path.parents}
    some = {item.path for item in journeys} < set(folder.glob("test_*.py"))
    if some or request.config.stash[DESELECTED] & {item.path for item in journeys}:
        pytest.skip("only some of the journeys were made")
    notes = Notes.of_run(request.config)
    others = {item.nodeid for item in journeys} - {request.node.nodeid}
    wait_until(lambda: notes.have_ended(others), "every journey of every worker has ended")
    assert {name for name, _ in patterns()} - NOT_PAGES - notes.pages() == set()
