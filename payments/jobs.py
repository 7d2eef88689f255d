"""The long work of payments: runs, and what is exported of them."""

from __future__ import annotations

from hashlib import file_digest
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile

from django.core.exceptions import ValidationError

from commissioning.domain.counts import counted
from commissioning.domain.periods import Month
from commissioning.jobs.registry import JobOutcome, JobPiece, Running, SharedWork, parts_done, work
from commissioning.models import Job
from commissioning.policy.decision import require
from payments.actions.exports import (
    PART_OF_STATEMENTS,
    PAYERS_FILE,
    SCHEDULE,
    STATEMENTS,
    record_export,
)
from payments.actions.runs import APPROVAL, PREPARATION, approve_run, prepare_run
from payments.exports.downloads import payer_file, payer_name, schedule_file, schedule_name
from payments.exports.statement_print import add_statements, zip_statements
from payments.models import PaymentRun
from payments.pages.words import run_href, sterling
from payments.policy.runs import approves_payments, can_export, prepares_payments
from payments.policy.sent_payments import sends_payments
from payments.rules.instalments import NoRate
from payments.selectors.exports import payee_totals

A_PART = 100  # statements of one part, where several workers share a run's


@work(PREPARATION, title="Prepare a payment run", rule=prepares_payments)
def preparation(running: Running) -> JobOutcome:
    """A month's run, as a draft."""
    about: dict[str, Any] = running.about
    code, number = about["asked"]
    try:
        run = prepare_run(
            month=Month.parse(about["month"]),
            by=running.by,
            supplementary=about["supplementary"],
            reason=about["reason"],
            preparation=(code, number),
            progress=lambda done: running.progress(done, doing=f"{done:,} calculations are stored"),
        )
    except NoRate as wrong:
        raise ValidationError(str(wrong)) from wrong
    words = f"{run} is prepared: {sterling(run.total)}"
    if number > 1:
        changed = counted(len(run.changes.get("preparation", [])), "line")
        words = f"{run} is prepared again: {changed} changed"
    return JobOutcome(words, href=run_href(run.code))


@work(APPROVAL, title="Check and approve a payment run", rule=approves_payments)
def approval(running: Running) -> JobOutcome:
    """A run that is checked against its facts once more, and fixed."""
    run = PaymentRun.objects.get(pk=running.about["run"])
    running.progress(0, doing="Every derivation is checked against the facts")
    run = approve_run(run=run, by=running.by, number=running.about["number"])
    return JobOutcome(f"{run} is approved, and cannot be changed any more", href=run_href(run.code))


@work(SCHEDULE, title="Schedule of a run", rule=can_export)
def schedule(running: Running) -> JobOutcome:
    """A run's schedule as a file."""
    run, kind = _as_asked(running), running.about["form"]
    running.progress(0, doing=f"{counted(run.lines_count, 'line')} to be written")
    file = schedule_file(run, kind, running.by)
    return _made(run, counted(run.lines_count, "line"), file, schedule_name(run, kind))


@work(PAYERS_FILE, title="File for the payer", rule=sends_payments)
def file_for_payer(running: Running) -> JobOutcome:
    """What the payer is sent for an approved run."""
    run = _as_asked(running)
    running.progress(0, doing=f"{counted(run.lines_count, 'line')} to be written")
    file = BytesIO(payer_file(run, running.by))
    return _made(run, counted(run.lines_count, "line"), file, payer_name(run))


def _made(run: PaymentRun, what: str, file: IO[bytes], name: str) -> JobOutcome:
    return JobOutcome(f"The file is made: {what}", run_href(run.code), file, name)


def _as_asked(running: Running) -> PaymentRun:
    """The run, if it still is what was asked for: the same preparation, approved or not."""
    about = running.about
    run = PaymentRun.objects.defer("changes").get(pk=about["run"])
    if (run.preparations, run.status) != (about["number"], about["status"]):
        did = "approved" if run.is_approved else "prepared again"
        raise ValidationError(f"The run of {run.code} was {did} meanwhile: ask for it once more")
    return run


@work(STATEMENTS, title="Statements of a run", rule=can_export)
def statements(running: Running) -> JobOutcome | SharedWork:
    """Every payee's statement as a PDF, in one zip file. Of many payees, workers share them."""
    run = _as_asked(running)
    codes = [payee_total.payee_code for payee_total in payee_totals(run)]
    of = len(codes)
    running.progress(0, of)
    parts = parts_done(running.job)
    if of > A_PART and not parts:
        return SharedWork(PART_OF_STATEMENTS, _pieces(codes, running.about))
    file = TemporaryFile()  # noqa: SIM115  (closed once it is stored)
    number = _joined(running, file, parts) if parts else _write_statements(running, run, file)
    if number != of:
        raise ValidationError(f"{number:,} statements were made for {counted(of, 'payee')}")
    file.seek(0)
    record_export(
        what="payment statements",
        of=run,
        by=running.by,
        statements=number,
        draft=not run.is_approved,
        job=str(running.job.pk),
        sha256=file_digest(file, "sha256").hexdigest(),
    )
    state = "" if run.is_approved else "_drafts"
    words = f"{counted(number, 'statement')} made"
    return JobOutcome(words, run_href(run.code), file, f"{run.code}_statements{state}.zip")


@work(PART_OF_STATEMENTS, title="Some statements of a run")
def part_of_statements(running: Running) -> JobOutcome:
    """The statements of some payees, kept until those of all are put together."""
    require(can_export(running.by))
    run = _as_asked(running)
    file = TemporaryFile()  # noqa: SIM115  (closed once it is stored)
    number = _write_statements(running, run, file, running.about["payees"])
    return JobOutcome(f"{counted(number, 'statement')} made", file=file, file_name="part.zip")


def _pieces(codes: list[str], about: dict[str, Any]) -> list[JobPiece]:
    pieces = [codes[start : start + A_PART] for start in range(0, len(codes), A_PART)]
    return [JobPiece(len(piece), about | {"payees": piece}) for piece in pieces]


def _write_statements(
    running: Running, run: PaymentRun, file: IO[bytes], payees: list[str] | None = None
) -> int:
    of = len(payees) if payees is not None else running.of
    return zip_statements(
        run,
        file,
        draft=not run.is_approved,
        payees=payees,
        made=lambda done, code: running.progress(done, of, f"Statement of {code} made"),
    )


def _joined(running: Running, file: IO[bytes], parts: list[Job]) -> int:
    """Join the files of all parts into one."""
    number = 0
    with ZipFile(file, "w", ZIP_STORED) as together:
        for part in parts:
            with part.file.open() as made, ZipFile(made) as some:
                number += add_statements(some, together)
            running.progress(number, running.of, f"Part {part.part} of {len(parts)} is joined")
    return number
