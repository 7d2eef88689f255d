"""Show the conditions of the year-end payments."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.clock import today
from commissioning.domain.money import pounds
from commissioning.domain.periods import FinancialYear
from payments.selectors.year_end import year_end_positions


class Command(BaseCommand):
    """Print each condition of the year-end payments, and the pounds that hang on it."""

    help = (
        "Print each practice's conditions for the year-end payments of a financial year: met,"
        " unmet or not yet due, the evidence, and the pounds that hang on it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", metavar="YEAR", help="the financial year, as in 2020-21")
        parser.add_argument("--payee", default="", metavar="CODE", help="one practice only")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            year = FinancialYear.parse(options["year"])
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        positions = year_end_positions(year, today(), options["payee"])
        if not positions:
            whom = options["payee"] or "Nobody"
            raise CommandError(f"{whom} has no year-end payment for {year} on record")
        for stand in positions:
            term = stand.term
            if stand.gap:
                self.stdout.write(f"{stand.practice.code} {term.title}: {stand.gap}")
                continue
            self.stdout.write(
                f"{stand.practice.code} {term.title}: {pounds(stand.amount)} hangs on each of"
                f" these; {pounds(stand.freed)} is set free by what is not delivered"
            )
            for finding in stand.findings:
                override = ", by decision" if finding.overridden_by else ""
                self.stdout.write(
                    f"  {finding.state}{override}: {finding.condition.title} ({finding.evidence})"
                )
            for reason in stand.held:
                self.stdout.write(f"  held: {reason}")
            decision = stand.decision
            self.stdout.write(
                f"  decision: {decision.outcome}, {decision.words}"
                if decision
                else "  decision: not made yet"
            )
