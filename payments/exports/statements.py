"""A payee's statement: what is paid, how each line was reached, and on which reading of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commissioning.domain.money import NOTHING
from commissioning.models import SpecificationVersion
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import PaymentTerm, Specification
from payments.exports.lines import RunLine, lines_in
from payments.exports.shared_derivations import reckonings
from payments.exports.statement_parts import (
    DerivationGroup,
    PayeeStatement,
    SpecificationPart,
    StatementLine,
    StatementSummaryRow,
    TermPart,
)
from payments.exports.words import months_said
from payments.models import Calculation, PayeeTotal, PaymentRun
from payments.pages.opt_outs import concerns
from payments.rules.lines import ADJUSTMENT, DEBT
from payments.rules.unfolding import DerivationStep, as_said, unfold
from payments.selectors.exports import calculations_in_order, corrected_by_line
from payments.selectors.lines import derivation_of, line_reference
from payments.selectors.opt_outs import deviations_bearing_on


@dataclass(frozen=True, slots=True)
class _Unfolded:
    line: StatementLine
    steps: tuple[DerivationStep, ...]
    calculation: Calculation


def statement_of(
    run: PaymentRun, total: PayeeTotal, versions: Mapping[int, SpecificationVersion]
) -> PayeeStatement:
    """Put one payee's statement together from the stored lines and derivations."""
    unfolded = list(_unfolded(run, total.payee_code, versions))
    by_version: dict[int | None, list[_Unfolded]] = {}
    debts = [unfolded_line for unfolded_line in unfolded if unfolded_line.calculation.term == DEBT]
    for unfolded_line in unfolded:
        if unfolded_line.calculation.term != DEBT:
            by_version.setdefault(unfolded_line.calculation.specification_id, []).append(
                unfolded_line
            )
    parts = tuple(
        _specification_part(version_lines, versions.get(key or 0))
        for key, version_lines in by_version.items()
    )
    return PayeeStatement(
        run=run,
        payee_code=total.payee_code,
        payee_name=total.payee_name,
        summary=tuple(_summary([unfolded_line.line.line for unfolded_line in unfolded], versions)),
        parts=parts,
        debts=_term_part(debts, None) if debts else None,
        contacts=tuple(dict.fromkeys(part.contact for part in parts if part.contact)),
        amount=total.amount,
    )


def _unfolded(
    run: PaymentRun, payee_code: str, versions: Mapping[int, SpecificationVersion]
) -> Iterator[_Unfolded]:
    corrections = corrected_by_line(run, payee_code)
    for calculation in calculations_in_order(run, payee_code):
        figure, months = derivation_of(calculation)
        for line in lines_in(run, calculation, versions):
            steps = as_said(unfold(figure, months, line.for_month))
            corrects = tuple(
                line_reference(earlier_line) for earlier_line in corrections.get(line.key, ())
            )
            place = _place(line, steps[0].name)
            yield _Unfolded(StatementLine(line, place, corrects), steps, calculation)


def _place(line: RunLine, name: str) -> str:
    """For whom, where not the payee: a home with its name as it was then, or a practice's code."""
    if line.for_code == line.payee_code:
        return ""
    title = name.removeprefix(f"{line.title}, ")
    return f"{title} ({line.for_code})" if title not in (name, line.title) else line.for_code


def _summary(
    lines: Sequence[RunLine], versions: Mapping[int, SpecificationVersion]
) -> Iterator[StatementSummaryRow]:
    rows: dict[tuple[str, str, str], list[RunLine]] = {}
    for line in sorted(lines, key=lambda run_line: run_line.term == DEBT):
        kind = f"{line.kind_said}, held" if line.held else line.kind_said
        rows.setdefault((line.specification, line.title, kind), []).append(line)
    for (_, title, kind), group_lines in rows.items():
        version = versions.get(group_lines[0].version_key or 0)
        yield StatementSummaryRow(
            specification=version.title if version else "",
            title=title,
            kind=kind,
            months=months_said(run_line.for_month for run_line in group_lines),
            lines=len(group_lines),
            amount=sum((run_line.amount for run_line in group_lines), start=NOTHING),
        )


def _specification_part(
    unfolded: Sequence[_Unfolded], version: SpecificationVersion | None
) -> SpecificationPart:
    specification = parsed(version) if version else None
    by_term: dict[tuple[str, str], list[_Unfolded]] = {}
    for unfolded_line in unfolded:
        by_term.setdefault(
            (unfolded_line.calculation.term, unfolded_line.calculation.title), []
        ).append(unfolded_line)
    terms = tuple(_term_part(term_lines, specification) for term_lines in by_term.values())
    applied = dict.fromkeys(code for term in terms for code in term.readings)
    readings = [specification.interpretation(code) for code in applied] if specification else []
    code = unfolded[0].calculation.specification_code
    return SpecificationPart(
        title=specification.title if specification else code,
        version=specification.version if specification else "",
        contact=specification.contact if specification else "",
        terms=terms,
        readings=tuple(reading for reading in readings if reading is not None),
        amount=sum((term.amount for term in terms), start=NOTHING),
        concerns=tuple(_concerns(unfolded, specification)) if specification else (),
    )


def _concerns(unfolded: Sequence[_Unfolded], specification: Specification) -> Iterator[str]:
    """What was agreed or is open about the months and payments of this statement, in words."""
    paid = {unfolded_line.calculation.term for unfolded_line in unfolded}
    elements = {
        code for term in specification.payments if term.code in paid for code in term.elements
    }
    months = [unfolded_line.line.line.for_month for unfolded_line in unfolded]
    codes = {unfolded[0].calculation.payee_code}
    bearing = deviations_bearing_on(codes, specification.code, elements, months)
    for concern in concerns(bearing, max(months).last) if bearing else ():
        yield f"{concern.tag.text}. {concern.text} {concern.said}"


def _term_part(unfolded: Sequence[_Unfolded], specification: Specification | None) -> TermPart:
    calculation = unfolded[0].calculation
    term = _term(specification, calculation.term)
    interpretation_of = specification.interpretation if specification else (lambda _: None)
    together = reckonings(
        calculation.title, ((unfolded_line.line, unfolded_line.steps) for unfolded_line in unfolded)
    )
    return TermPart(
        title=calculation.title,
        clause=term.clause if term else "",
        readings=tuple(code for code in (term.rests_on if term else ()) if interpretation_of(code)),
        groups=tuple(DerivationGroup(reckoning) for reckoning in together),
        amount=sum((unfolded_line.line.line.amount for unfolded_line in unfolded), start=NOTHING),
    )


def _term(specification: Specification | None, code: str) -> PaymentTerm | None:
    """The payment term of a code; adjustments and debts rest on a decision, not on a term."""
    if specification is None or code in (ADJUSTMENT, DEBT):
        return None
    return next((payment for payment in specification.payments if payment.code == code), None)
