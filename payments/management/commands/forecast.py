"""What a year will come to, for any number of practices; or what a file would change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.clock import today
from commissioning.domain.money import pounds
from commissioning.domain.periods import FinancialYear, Month
from commissioning.management.commands.publish_specification import contents
from commissioning.specifications.schema import SpecificationError
from payments.engine.what_if import Ground, as_if_published, effect_of, span_of
from payments.rules.outturns import Outturns, added_up


class Command(BaseCommand):
    help = (
        "Says what a financial year comes to by specification: paid, still to pay, achievement if "
        "every condition is met, and held. With --file, what a specification's file would change. "
        "Nothing is stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", nargs="?", default="", help="2020-21; today's if left out")
        parser.add_argument("--file", type=Path, help="a specification's file that is proposed")

    def handle(self, **options: Any) -> None:
        try:
            if options["file"]:
                effect = effect_of(as_if_published(contents(options["file"])), today())
                self._say("As things stand", effect.before)
                self._say("With the file", effect.after)
                return
            year = FinancialYear.parse(options["year"]) if options["year"] else _this_year()
        except (SpecificationError, ValueError) as wrong:
            raise CommandError(str(wrong)) from None
        self._say(str(year), Ground(span_of(year), today()).outturns())

    def _say(self, what: str, outturns: Outturns) -> None:
        self.stdout.write(f"{what}: {pounds(added_up(outturns).total)}")
        for code in sorted({key[0] for key in outturns}):
            sums = added_up({key: one for key, one in outturns.items() if key[0] == code})
            self.stdout.write(
                f"  {code}: paid {pounds(sums.paid)}, still to pay {pounds(sums.to_pay)}, if every"
                f" condition is met {pounds(sums.if_met)}, held {pounds(sums.held)}"
            )


def _this_year() -> FinancialYear:
    return Month.of(today()).financial_year
