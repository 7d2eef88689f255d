"""Write journal lines for the commissioner's ledger: a run's, or a year's accrual."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from commissioning.clock import today
from commissioning.domain.money import NOTHING, pounds
from commissioning.domain.periods import FinancialYear, written
from commissioning.models import User
from commissioning.specifications.publishing.selectors import approved_versions
from payments.actions.exports import record_export
from payments.exports.accruals import accrual_journal, accruals, basis_rows
from payments.exports.command import RUN_HELP, ExportCommand, run_named
from payments.exports.files import whole_file
from payments.exports.journals import COMMAND, journal_rows, run_journal, term_said
from payments.rules.accruals import Accrual
from payments.rules.journals import Control, JournalLine
from payments.selectors.exports import terms_posted
from payments.selectors.ledger import Term, ledger_codes


class Command(ExportCommand):
    help = """Writes journal lines as CSV, to a file or to standard output.

  export_ledger 2020-06 --out PATH            an approved run: debits expenditure, credits payables;
                                              recoveries the other way round; debts to receivables
  export_ledger --accrual 2020-21 --out PATH  achievement earned and not paid in the year, accrued
                                              in its last month, with its reversal on 1 April; which
                                              conditions stand where is written to PATH-basis.csv

Columns: journal, period, accounted_on, entity, cost_centre, subjective, debit, credit, description,
reference. The last row, TOTAL, holds the number of lines, both totals and the SHA-256 of the lines
as they stand between headings and totals. Accounts come from the table of ledger codes:
import_ledger_codes --help.
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("run", metavar="RUN", nargs="?", help=RUN_HELP)
        parser.add_argument("--accrual", metavar="YEAR", help="the financial year, as 2020-21")
        parser.add_argument("--out", type=Path, metavar="PATH", help="default: standard output")

    def export(self, *, by: User, options: dict[str, Any]) -> None:
        if bool(options["run"]) == bool(options["accrual"]):
            raise CommandError("Name a run, as 2020-06, or a year to accrue, as --accrual 2020-21")
        if options["run"]:
            self.run(options["run"], options["out"], by)
        else:
            self.accrue(FinancialYear.parse(options["accrual"]), options["out"], by)

    def run(self, code: str, path: Path | None, by: User) -> None:
        """Write an approved run's journal."""
        run = run_named(code)
        control = Control()

        def note() -> None:
            record_export(
                what="ledger journal",
                of=run,
                by=by,
                debit=str(control.debit),
                credit=str(control.credit),
                sha256=control.sha256,
            )

        self.write(run_journal(run), control, path, note)
        self.warn_of_default(terms_posted(run))
        self.say(path, f"the run of {run.code}", control)

    def accrue(self, year: FinancialYear, path: Path | None, by: User) -> None:
        """Write a year's accrual with its reversal, and what it rests on."""
        on = today()
        year_accruals = accruals(year, on)
        control = Control()
        used = {
            accrual.stand.specification.code: accrual.stand.specification.version
            for accrual in year_accruals
        }

        def note() -> None:
            for version in approved_versions():
                if used.get(version.code) == version.version:
                    record_export(
                        what=f"accrual of {year}",
                        of=version,
                        by=by,
                        as_known_on=on.isoformat(),
                        sha256=control.sha256,
                    )

        if path is None:
            self.write(accrual_journal(year_accruals, year), control, None, note)
        else:
            basis = path.with_name(f"{path.stem}-basis.csv")
            with whole_file(basis) as made:
                made.write_text("".join(basis_rows(year_accruals)), encoding="utf-8", newline="")
                self.write(accrual_journal(year_accruals, year), control, path, note)
        self.warn_of_default(sorted({accrual.term for accrual in year_accruals if accrual.amount}))
        self.say_where_it_stands(year_accruals, f"{written(on)}")
        self.say(path, f"the accrual of {year} and its reversal", control)
        if path is not None:
            self.stderr.write(f"{basis}: where every condition stands")

    def write(
        self,
        lines: Iterable[JournalLine],
        control: Control,
        path: Path | None,
        note: Callable[[], None],
    ) -> None:
        """Write a journal whole, and note it before anybody can have it."""
        rows = journal_rows(lines, control)
        if path is None:
            text = "".join(rows)
            note()
            self.stdout.write(text, ending="")
            return
        with whole_file(path) as made:
            with made.open("w", encoding="utf-8", newline="") as file:
                file.writelines(rows)
            note()

    def say(self, path: Path | None, what: str, control: Control) -> None:
        self.stderr.write(
            f"{path or 'Standard output'}: {control.lines:,} journal lines of {what}, debit"
            f" {pounds(control.debit)}, credit {pounds(control.credit)}, SHA-256 {control.sha256}"
        )

    def say_where_it_stands(self, year_accruals: list[Accrual], on: str) -> None:
        """Say what is accrued as known on a day, and for whom nothing is, and why."""
        accrued = [accrual for accrual in year_accruals if accrual.amount]
        self.stderr.write(
            f"As known on {on}: {_total(accrued)} accrued for {len(accrued)}"
            f" of {len(year_accruals)}"
        )
        for text, some in _by(accrued, lambda accrual: accrual.said).items():
            self.stderr.write(f"  {_total(some)} for {len(some)}: conditions {text}")
        for refusal, some in _by(
            [accrual for accrual in year_accruals if accrual.refused],
            lambda accrual: accrual.refused,
        ).items():
            codes = ", ".join(accrual.stand.practice.code for accrual in some)
            self.stderr.write(f"  nothing for {len(some)} ({codes}): {refusal}")

    def warn_of_default(self, terms: list[Term]) -> None:
        default = ledger_codes().by_default(terms)
        if default:
            named = ", ".join(term_said(term) for term in default)
            self.warn(
                f"Posted to suspense, for want of ledger codes of your own: {named}. Bring yours in"
                f" with {COMMAND}"
            )


def _total(some: list[Accrual]) -> str:
    return pounds(sum((accrual.amount for accrual in some), start=NOTHING))


def _by(
    year_accruals: list[Accrual], words_of: Callable[[Accrual], str]
) -> dict[str, list[Accrual]]:
    """Accruals of which the same is said, in the order of what is said."""
    groups: dict[str, list[Accrual]] = {}
    for accrual in sorted(year_accruals, key=words_of):
        groups.setdefault(words_of(accrual), []).append(accrual)
    return groups
