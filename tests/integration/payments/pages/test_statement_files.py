"""A payee's statement of a run as a PDF: the same for ever once approved, and for whom it is."""

from __future__ import annotations

import pytest
from django.test import Client

from commissioning.models import Organisation, Role
from payments.exports.statement_print import statement_pdf, statements_of
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, acting_for, with_role

OWN = "/payees/C86001/statements/2020-04.pdf"
pytestmark = pytest.mark.usefixtures("pango")


def test_an_approved_statement_is_the_one_that_is_exported(year: Year, see: Open) -> None:
    run = year.approved("2020-04")
    manager = acting_for(Organisation.objects.get(code="C86001"), Role.PRACTICE)

    file = see(manager, OWN)

    exported = next(each for each in statements_of(run) if each.payee_code == "C86001")
    assert file.content == statement_pdf(exported)
    assert file.headers["Content-Type"] == "application/pdf"
    assert "2020-04_C86001_statement.pdf" in file.headers["Content-Disposition"]
    assert see(year.preparer, OWN).content == file.content
    assert OWN in see(manager, "/payees/C86001/2020-21/").content.decode()
    assert OWN in see(manager, "/runs/2020-04/C86001/").content.decode()


def test_an_approved_statement_is_not_sent_twice(year: Year, client: Client) -> None:
    year.approved("2020-04")
    client.force_login(year.preparer)

    first = client.get(OWN)
    again = client.get(OWN, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_a_draft_is_marked_and_the_ccgs_alone(year: Year, see: Open) -> None:
    year.prepared("2020-04")
    manager = acting_for(Organisation.objects.get(code="C86001"), Role.PRACTICE)

    draft = see(year.preparer, OWN)

    assert draft.content.startswith(b"%PDF-")
    assert "statement_draft.pdf" in draft.headers["Content-Disposition"]
    assert "ETag" not in draft.headers
    assert see(manager, OWN).status_code == 404
    assert OWN not in see(manager, "/payees/C86001/2020-21/").content.decode()
    assert OWN not in see(manager, "/runs/2020-04/C86001/").content.decode()


def test_who_may_have_it(year: Year, see: Open) -> None:
    year.approved("2020-04")
    other = acting_for(Organisation.objects.get(code="C86003"), Role.PRACTICE)
    director = acting_for(year.network, Role.PCN_DIRECTOR)

    assert see(other, OWN).status_code == 404
    assert see(director, OWN).status_code == 200
    assert see(with_role(Role.LMC), OWN).status_code == 403
    for path in ("/payees/C86001/statements/2020-05.pdf", "/payees/C86999/statements/2020-04.pdf"):
        assert see(year.preparer, path).status_code == 404
