"""Finding the lines that the payer's answers are about, many at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.periods import Month
from payments.models import Confirmation, PaymentLine, PaymentRun, Reissue, Sending

RUN_CODE = re.compile(r"((?:19|20)\d{2}-(?:0[1-9]|1[0-2]))(?:-S([1-9]\d{0,3}))?")
MOST_SUPPLEMENTS = 32_767  # what the database's column holds


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line as the payer may answer for it: the last time it was sent, and any answer to that."""

    pk: int
    amount: Decimal
    number: int = 0
    answered: str = ""
    sent_again_on: date | None = None


def run_codes_in(references: Iterable[str]) -> dict[str, PaymentRun]:
    """The runs that references begin with, by code; what is no run's code is left out."""
    codes = {reference.split("/")[0] for reference in references}
    wanted = {
        (Month.parse(match[1]).first, int(match[2] or 0)): code
        for code in codes
        if (match := RUN_CODE.fullmatch(code))
    }
    runs = PaymentRun.objects.filter(month__in={month for month, _ in wanted}).defer("changes")
    return {
        wanted[run.month, run.supplement]: run
        for run in runs
        if (run.month, run.supplement) in wanted
    }


def lines_by_reference(
    sendings: Mapping[str, tuple[PaymentRun, Sending | None]],
) -> dict[str, SentLine]:
    """Every line of the runs that were sent, by its reference."""
    sent = {run.pk: code for code, (run, sending) in sendings.items() if sending is not None}
    again: dict[int, tuple[int, date]] = {}
    for line, number, day in (
        Reissue.objects.filter(line__calculation__run__in=sent)
        .order_by("number")
        .values_list("line", "number", "reissued_on")
    ):
        again[line] = (number, day)
    answers = {
        (line, number): outcome
        for line, number, outcome in Confirmation.objects.filter(
            line__calculation__run__in=sent
        ).values_list("line", "number", "outcome")
    }
    sent_lines = {}
    rows = PaymentLine.objects.filter(calculation__run__in=sent).values_list(
        "pk",
        "calculation__run_id",
        "calculation__payee_code",
        "calculation__term",
        "for_month",
        "calculation__for_code",
        "amount",
    )
    for pk, run, payee, term, month, for_code, amount in rows.iterator(chunk_size=5000):
        number, again_on = again.get(pk, (0, None))
        reference = f"{sent[run]}/{payee}/{term}/{month:%Y-%m}"
        if for_code != payee:
            reference += f"/{for_code}"
        sent_lines[reference] = SentLine(
            pk, amount, number, answers.get((pk, number), ""), again_on
        )
    return sent_lines
