"""Finding a payment line and what it rests on."""

from __future__ import annotations

from commissioning.domain.figures import Figure
from commissioning.domain.periods import Month
from payments.engine.store import read_derivation
from payments.models import Calculation, PaymentLine
from payments.rules.unfolding import DerivationStep, unfold
from payments.rules.wording import explanation
from payments.selectors.runs import run_by_code


def derivation_of(calculation: Calculation) -> tuple[Figure, tuple[Month, ...]]:
    """The stored derivation of a calculation, and the months it covers."""
    return read_derivation(calculation.derivation)


def unfolded(line: PaymentLine) -> tuple[DerivationStep, ...]:
    """A line's derivation, outermost step first."""
    figure, months = derivation_of(line.calculation)
    return unfold(figure, months, Month.of(line.for_month))


def sentence(line: PaymentLine) -> str:
    """Why a line is what it is, in one sentence."""
    calculation = line.calculation
    figure, months = derivation_of(calculation)
    return explanation(
        figure, months, Month.of(line.for_month), held=line.held, gap=calculation.gap
    )


def line_reference(line: PaymentLine) -> str:
    """How people quote a line: 2020-06/C86001/aspiration/2020-05, and for whom where another."""
    calculation = line.calculation
    parts = [
        calculation.run.code,
        calculation.payee_code,
        calculation.term,
        f"{line.for_month:%Y-%m}",
    ]
    if calculation.for_code != calculation.payee_code:
        parts.append(calculation.for_code)
    return "/".join(parts)


def line_by_reference(text: str) -> PaymentLine:
    """Find a line by its number or its reference. Raises ValueError saying what is wrong.

    `2020-06/C86001/aspiration` means the line for the run's own month; with `/2020-05` another
    month's; with a last `/CODE` the one for a home or a declining practice.
    """
    lines = PaymentLine.objects.select_related(
        "calculation__run", "calculation__specification", "calculation__payee"
    )
    if text.strip().isdigit():
        line = lines.filter(pk=int(text)).first()
        if line is None:
            message = f"There is no line {text}"
            raise ValueError(message)
        return line
    run_code, *rest = text.strip().split("/")
    if not 2 <= len(rest) <= 4:  # noqa: PLR2004  (payee and term, then month and for whom)
        message = (
            f"“{text}” is not a line: write its number, or its reference, as in"
            " 2020-06/C86001/aspiration or 2020-06/C86001/aspiration/2020-05"
        )
        raise ValueError(message)
    run = run_by_code(run_code)
    payee, term, *more = rest
    month = Month.parse(more[0]) if more else Month.of(run.month)
    candidate_lines = lines.filter(
        calculation__run=run,
        calculation__payee_code=payee,
        calculation__term=term,
        for_month=month.first,
    )
    if len(more) > 1:
        candidate_lines = candidate_lines.filter(calculation__for_code=more[1])
    matches = list(candidate_lines[:2])
    if not matches:
        message = f"Run {run.code} has no line of {payee} for {term} in {month}"
        raise ValueError(message)
    if len(matches) > 1:
        message = (
            f"Run {run.code} has more than one line of {payee} for {term} in {month}:"
            f" add for whom, as in {line_reference(matches[0])}"
        )
        raise ValueError(message)
    return matches[0]
