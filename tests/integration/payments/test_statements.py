"""The statement of each payee: every line, and how it was reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from commissioning.domain.money import pounds
from commissioning.models import AuditEvent
from commissioning.specifications.publishing.selectors import parsed
from payments.actions.runs import approve_run
from payments.exports import statement_print
from payments.exports.statement_parts import PayeeStatement
from payments.exports.statement_print import file_name, statement_pdf, statements_of
from payments.models import PaymentLine, PaymentRun
from payments.selectors.lines import line_reference
from tests.factories.years import Year
from tests.integration.payments.eventful import (
    HOME,
    an_eventful_september,
    is_tagged,
    squeezed,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pango")]


@pytest.fixture
def september() -> PaymentRun:
    year, run = an_eventful_september()
    return approve_run(run=run, by=year.approver)


def statement_for(run: PaymentRun, code: str) -> PayeeStatement:
    return next(each for each in statements_of(run) if each.payee_code == code)


def test_command_writes_one_file_for_each_payee(september: PaymentRun, tmp_path: Path) -> None:
    call_command("export_statements", "2020-09", out=tmp_path / "made")
    names = sorted(each.name for each in (tmp_path / "made").iterdir())
    assert names == [
        f"2020-09_{code}_statement.pdf"
        for code in ("C86001", "C86002", "C86003", "C86004", "C86005", "U72999")
    ]
    event = AuditEvent.objects.get(event="payment statements exported")
    assert event.by.is_console
    assert event.details["statements"] == len(names)
    for name in names:
        assert is_tagged(tmp_path / "made" / name)
    assert september


def test_each_line_is_there_with_its_amount_reference_and_clauses(september: PaymentRun) -> None:
    lines = PaymentLine.objects.filter(calculation__run=september).select_related(
        "calculation__run", "calculation__specification"
    )
    for statement in statements_of(september):
        text = words_of(statement_pdf(statement))
        own = [each for each in lines if each.calculation.payee_code == statement.payee_code]
        assert own
        for line in own:
            assert squeezed(line_reference(line)) in text
            assert pounds(line.amount) in text
            version = line.calculation.specification
            if version is None:
                continue
            term = parsed(version).term(line.calculation.term)
            assert squeezed(term.clause) in text
            for code in term.rests_on:
                reading = parsed(version).interpretation(code)
                assert reading
                assert squeezed(f"{code} {reading.title}") in text
                assert squeezed(reading.reading) in text
            assert squeezed(parsed(version).contact) in text
        assert squeezed(f"Paid to you £{statement.total}") in text


def test_the_derivation_is_unfolded_to_the_list_and_the_rate(september: PaymentRun) -> None:
    text = words_of(statement_pdf(statement_for(september, "C86001")))
    for said in (
        "Aspiration, September 2020: 2,115.55",
        "Instalment 6 of 12: 2,115.55",
        "12,693.33 due by September less 10,577.78 due by August",
        "For a whole year: 25,386.66",
        "Register patients paid for: 148.46",
        "Register, declared: 150",
        "List on 1 January 2020: 7,423",
        "Rate: 171.00",
    ):
        assert squeezed(said) in text, said


def test_recoveries_are_lines_of_their_own_and_name_what_they_correct(
    september: PaymentRun,
) -> None:
    statement = statement_for(september, "C86003")
    kinds = [(row.title, row.kind, row.amount) for row in statement.summary]
    assert ("Aspiration", "Recovery") in {(title, kind) for title, kind, _ in kinds}
    assert sum(amount for _, kind, amount in kinds if kind == "Recovery") < 0
    text = words_of(statement_pdf(statement))
    assert "-2,115.56" in text
    assert squeezed("corrects 2020-08/C86003/aspiration/2020-06") in text
    assert squeezed("stopped in June") in text
    assert squeezed("Debt carried forward") in text
    assert statement.total == "0.00"


def test_held_lines_and_gaps_say_why_nothing_is_paid(september: PaymentRun) -> None:
    held = words_of(statement_pdf(statement_for(september, "C86002")))
    assert squeezed("Held 3,420.28: no answer to Proactive care") in held
    assert squeezed("Released for payment: no") in held
    gap = words_of(statement_pdf(statement_for(september, "C86004")))
    assert squeezed("No list size for C86004 on 1 January 2020") in gap


def test_a_network_sees_its_homes(september: PaymentRun) -> None:
    statement = statement_for(september, "U72999")
    text = words_of(statement_pdf(statement))
    assert squeezed(f"=HYPERLINK House ({HOME})") in text
    assert "300.00" in text


def test_months_with_the_same_yearly_amount_are_told_together() -> None:
    year = Year()
    practice = year.a_practice("C86001", "A PRACTICE")
    year.signs(practice, on=date(2021, 3, 20))
    run = year.approved("2021-03")
    (statement,) = statements_of(run)
    ((term,),) = [part.terms for part in statement.parts]
    (group,) = term.groups
    assert len(group.lines) == 12
    assert term.total == "£25,386.66"
    pdf = statement_pdf(statement)
    text = words_of(pdf)
    assert text.count(squeezed("For a whole year: 25,386.66")) == 1
    for month in range(1, 13):
        of = f"{2020 if month > 3 else 2021}-{month:02}"
        assert squeezed(f"2021-03/C86001/aspiration/{of}") in text
    assert squeezed("4,231.11 due by May less 2,115.56 due by April") in text


def test_a_yearly_amount_that_changes_parts_the_months() -> None:
    year = Year()
    practice = year.a_practice("C86001", "A PRACTICE")
    year.signs(practice)
    year.decides(
        practice, "register", "agreed", figure=140, starts_on=date(2020, 10, 1), reason="audited"
    )
    (statement,) = statements_of(year.approved("2020-11"))
    groups = statement.parts[0].terms[0].groups
    assert [len(group.lines) for group in groups] == [6, 2]
    text = words_of(statement_pdf(statement))
    assert squeezed("For a whole year: 25,386.66") in text
    assert squeezed("For a whole year: 23,940.00") in text


def test_a_draft_is_refused_or_marked(tmp_path: Path) -> None:
    an_eventful_september()
    with pytest.raises(CommandError, match="is a draft"):
        call_command("export_statements", "2020-09", out=tmp_path / "made")
    call_command("export_statements", "2020-09", out=tmp_path / "made", draft=True)
    for made in (tmp_path / "made").iterdir():
        for page in PdfReader(made).pages:
            assert "DRAFT" in page.extract_text()


def test_the_same_run_gives_the_same_bytes(september: PaymentRun) -> None:
    statement = statement_for(september, "C86003")
    assert statement_pdf(statement) == statement_pdf(statement_for(september, "C86003"))
    assert file_name(statement) == "2020-09_C86003_statement.pdf"


@pytest.mark.usefixtures("september")
def test_nothing_is_written_where_one_statement_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(statement: PayeeStatement) -> bytes:
        if statement.payee_code == "C86003":
            raise ValueError("the third cannot be printed")
        return b"%PDF"

    monkeypatch.setattr(statement_print, "statement_pdf", breaks)
    with pytest.raises(CommandError, match="cannot be printed"):
        call_command("export_statements", "2020-09", out=tmp_path / "made")
    assert not list((tmp_path / "made").iterdir())


@pytest.mark.usefixtures("september")
def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "made").touch()
    with pytest.raises(CommandError, match="is a file"):
        call_command("export_statements", "2020-09", out=tmp_path / "made")


def test_the_demo_says_that_responses_are_invented(september: PaymentRun, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    text = words_of(statement_pdf(statement_for(september, "C86001")))
    assert "Demonstration" in text
    assert "invented" in text
