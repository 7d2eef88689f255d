"""Reading a run in the order in which exports list it, a few calculations at a time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Collate

from commissioning.models import Organisation, SpecificationVersion
from payments.models import Calculation, Correction, PayeeTotal, PaymentLine, PaymentRun

AT_ONCE = 500  # calculations held in memory


def calculations_in_order(run: PaymentRun, payee_code: str = "") -> Iterator[Calculation]:
    """A run's calculations with lines: gaps first, then by specification and payee, debts last.

    Read from the database a few at a time, so that memory does not grow with the run. The order is
    that of the codes' characters, whatever language the database sorts in.
    """
    calculations: QuerySet[Calculation] = Calculation.objects.filter(run=run)
    if payee_code:
        calculations = calculations.filter(payee_code=payee_code)
    calculations_in_turn = (
        calculations.annotate(
            payee_kind=F("payee__kind"),
            turn=Case(
                When(~Q(gap=""), then=Value(0)),
                When(specification_code="", then=Value(2)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .prefetch_related(Prefetch("lines", queryset=PaymentLine.objects.order_by("for_month")))
        .order_by(
            "turn",
            *(
                Collate(F(name), "C")
                for name in ("specification_code", "payee_code", "term", "for_code")
            ),
            "year",
            "pk",
        )
    )
    return calculations_in_turn.iterator(chunk_size=AT_ONCE)


def versions_of(run: PaymentRun) -> dict[int, SpecificationVersion]:
    """The specification versions that a run pays under, by key."""
    used = Calculation.objects.filter(run=run, specification__isnull=False)
    return SpecificationVersion.objects.in_bulk(
        list(used.values_list("specification_id", flat=True).distinct())
    )


def specifications_paid(run: PaymentRun) -> list[str]:
    """The codes of the specifications that a run has lines for, in order; debts have none."""
    codes = Calculation.objects.filter(run=run).values_list("specification_code", flat=True)
    return sorted(set(codes.order_by().distinct()))


def terms_posted(run: PaymentRun) -> list[tuple[str, str]]:
    """The specifications and terms of a run's lines that come to anything."""
    lines = PaymentLine.objects.filter(calculation__run=run).exclude(amount=0)
    terms = lines.values_list("calculation__specification_code", "calculation__term")
    return sorted(set(terms.order_by().distinct()))


def payee_totals(run: PaymentRun, payee_code: str = "") -> list[PayeeTotal]:
    """What a run comes to for each payee, or for one."""
    totals = PayeeTotal.objects.filter(run=run)
    if payee_code:
        totals = totals.filter(payee_code=payee_code)
    return list(totals.order_by(Collate("payee_code", "C")))


def corrected_by_line(run: PaymentRun, payee_code: str) -> dict[int, list[PaymentLine]]:
    """The earlier lines that a payee's lines correct, by the correcting line's key."""
    corrections = Correction.objects.filter(
        line__calculation__run=run, line__calculation__payee_code=payee_code
    ).select_related("corrected__calculation__run")
    corrected_lines: dict[int, list[PaymentLine]] = {}
    for correction in corrections.order_by("corrected__pk"):
        corrected_lines.setdefault(correction.line_id, []).append(correction.corrected)
    return corrected_lines


def organisation_name(code: str) -> str:
    """What an organisation is called; its code where nothing is on record."""
    name = Organisation.objects.filter(code=code).values_list("name", flat=True).first()
    return name or code
