"""The long work of payments."""

from __future__ import annotations

from hashlib import file_digest
from tempfile import TemporaryFile

from django.core.exceptions import ValidationError

from commissioning.jobs import Outcome, Running, work
from payments.actions.exports import STATEMENTS, record_export
from payments.exports.errors import ExportError
from payments.exports.statement_print import zip_statements
from payments.models import PaymentRun
from payments.pages.words import counted, run_href
from payments.selectors.exports import payee_totals


@work(STATEMENTS, title="Statements of a run")
def statements(running: Running) -> Outcome:
    """Every payee's statement as a PDF, in one zip file."""
    run = PaymentRun.objects.defer("changes").get(pk=running.about["run"])
    of = len(payee_totals(run))
    running.progress(0, of)
    file = TemporaryFile()  # noqa: SIM115  (closed once it is stored)
    try:
        number = zip_statements(
            run,
            file,
            draft=not run.is_approved,
            made=lambda done, code: running.progress(done, of, f"Statement of {code} made"),
        )
    except ExportError as refused:
        raise ValidationError(str(refused)) from refused
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
    return Outcome(
        f"{counted(number, 'statement')} made",
        href=run_href(run.code),
        file=file,
        file_name=f"{run.code}_statements{state}.zip",
    )
