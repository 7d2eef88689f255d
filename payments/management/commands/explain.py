"""Unfold a payment line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.specifications.publishing.selectors import parsed
from payments.models import PaymentLine
from payments.rules.unfolding import as_text
from payments.selectors.lines import line_by_reference, line_reference, unfolded


class Command(BaseCommand):
    """Print how a payment line was reached, down to the clause and the inputs."""

    help = (
        "Print how a payment line was reached, down to the clause and the inputs. LINE is its"
        " number, or its reference: 2020-06/C86001/aspiration (the run, the payee, the term), then"
        " /2020-05 for another month, then /CODE for the home or practice it is for."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("line", metavar="LINE")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            line = line_by_reference(options["line"])
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(as_text(unfolded(line)))
        self.stdout.write("")
        for text in about(line):
            self.stdout.write(text)


def about(line: PaymentLine) -> list[str]:
    """The line's reference, what it corrects, and the readings of the contract it rests on."""
    calculation = line.calculation
    lines = [
        f"Line {line.pk}, {line_reference(line)}, kind {line.kind}: {line.amount}",
        f"Run {calculation.run.code}, {calculation.run.get_status_display().lower()}",
    ]
    if line.held:
        lines.append(line.held[0].upper() + line.held[1:])
    if calculation.gap:
        lines.append(f"Gap: {calculation.gap}")
    for correction in line.corrects.select_related("corrected__calculation__run"):
        earlier = correction.corrected
        lines.append(f"Corrects line {earlier.pk}, {line_reference(earlier)}: {earlier.amount}")
    if calculation.specification:
        specification = parsed(calculation.specification)
        lines.append(f"Under {calculation.specification}")
        for term in specification.payments:
            if term.code != calculation.term:
                continue
            for code in term.rests_on:
                interpretation = next(
                    (
                        candidate
                        for candidate in specification.interpretations
                        if candidate.code == code
                    ),
                    None,
                )
                if interpretation:
                    lines.append(f"Interpretation {code} applied: {interpretation.reading}")
    return lines
