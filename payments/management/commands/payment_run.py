"""Prepare, approve and verify payment runs."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.domain.money import pounds
from commissioning.domain.periods import Month
from commissioning.models import User
from commissioning.records.audit import as_read
from payments.actions.runs import approve_run, prepare_run
from payments.engine.verify import not_reproduced
from payments.models import PaymentLine, PaymentRun
from payments.selectors.pots import pots
from payments.selectors.runs import run_by_code

MOST_CHANGES = 20


class Command(BaseCommand):
    """Prepare, approve or verify a month's payment run."""

    help = """Prepare, approve or verify a month's payment run.

  payment_run prepare 2020-06 --by EMAIL      works the month out and keeps it as a draft; again
                                              replaces the draft and says what changed, and why
  payment_run approve 2020-06 --by EMAIL      fixes it for ever; another person of finance
  payment_run verify 2020-06                  works an approved run out again from the facts as
                                              they stood at its approval, to the penny
  payment_run prepare 2020-06 --supplementary --reason "…" --by EMAIL
                                              a further run in a month whose run is approved;
                                              approve and verify then name it 2020-06-S1
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=["prepare", "approve", "verify"])
        parser.add_argument("month", metavar="RUN", help="2020-06, or 2020-06-S1")
        parser.add_argument("--by", metavar="EMAIL", help="who prepares or approves")
        parser.add_argument("--supplementary", action="store_true")
        parser.add_argument("--reason", default="", help="why there is a supplementary run")

    def handle(self, *_: Any, **options: Any) -> None:
        step = {"prepare": self.prepare, "approve": self.approve, "verify": self.verify}
        try:
            step[options["step"]](options)
        except (PermissionDenied, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def prepare(self, options: dict[str, Any]) -> None:
        run = prepare_run(
            month=Month.parse(options["month"]),
            by=person(options["by"]),
            supplementary=options["supplementary"],
            reason=options["reason"],
        )
        self.stdout.write(f"Prepared {run.code}, to be approved by another person of finance")
        self.show(run)
        for pot in pots(Month.of(run.month)):
            if pot.left < 0:
                self.stdout.write(
                    f"\n{pot.practice} {pot.element}: {pounds(-pot.left)} more was shared out than"
                    " its decline sets free now: decide what follows"
                )
        for title, key in (
            ("Changed since the last preparation", "preparation"),
            ("Changed since last month's run", "month"),
        ):
            changes = run.changes.get(key)
            if changes:
                self.stdout.write(f"\n{title}:")
                for entry in changes[:MOST_CHANGES]:
                    self.stdout.write(
                        f"  {entry['payee']} {entry['term']} {entry['before']} → {entry['after']}:"
                        f" {entry['cause']}"
                    )
                if len(changes) > MOST_CHANGES:
                    self.stdout.write(
                        f"  and {len(changes) - MOST_CHANGES} more, on the run's page"
                    )

    def approve(self, options: dict[str, Any]) -> None:
        run = approve_run(run=run_by_code(options["month"]), by=person(options["by"]))
        self.stdout.write(f"Approved {run.code}: {pounds(run.total)} in {run.lines_count} lines")

    def verify(self, options: dict[str, Any]) -> None:
        run = run_by_code(options["month"])
        problems = list(not_reproduced(run))
        if problems:
            raise CommandError("\n".join([f"{run.code} is not reproduced:", *problems]))
        approved = as_read(run.approved_at) if run.approved_at else None
        self.stdout.write(
            f"Verified {run.code}: {run.lines_count} lines, {pounds(run.total)}, the same to the"
            f" penny from the facts as they stood at {approved:%d %B %Y %H:%M:%S %Z}"
        )

    def show(self, run: PaymentRun) -> None:
        gaps = run.calculations.exclude(gap="").order_by("payee_code").values_list("gap", flat=True)
        for gap in dict.fromkeys(gaps):
            self.stdout.write(f"  Gap: {gap}")
        held = PaymentLine.objects.filter(calculation__run=run).exclude(held="")
        for payee, reason in held.order_by("calculation__payee_code").values_list(
            "calculation__payee_code", "held"
        ):
            self.stdout.write(f"  {payee} {reason}")
        self.stdout.write(f"{'Payee':8} {'Name':44} {'Lines':>6} {'Amount':>14}")
        for total in run.payee_totals.all():
            self.stdout.write(
                f"{total.payee_code:8} {total.payee_name[:44]:44} {total.lines_count:6}"
                f" {pounds(total.amount):>14}"
            )
        self.stdout.write(f"{'Total':8} {'':44} {run.lines_count:6} {pounds(run.total):>14}")


def person(email: str | None) -> User:
    """Find who acts. Raises CommandError saying what to do."""
    if not email:
        raise CommandError("Say who does this: --by EMAIL")
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"Nobody is known as {email}: make the person first with create_user")
    return user
