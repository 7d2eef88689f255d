"""What opting out costs and whom it touches; what was agreed about a line's month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Sum

from carehomes.models import ResidentCount
from carehomes.selectors.homes import homes_aligned_to
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.models import Organisation, User
from commissioning.specifications.schema import Specification
from payments.models import Decision, DeviationPayment, PaymentLine, PaymentRun
from practices.models import Deviation, SignUp
from practices.selectors.answering import answering_visible_to
from practices.selectors.boards import answers_of
from practices.selectors.organisations import members_of, network_of


@dataclass(frozen=True, slots=True)
class HomeTouched:
    """A home in which a practice has residents, as last counted."""

    name: str
    location: str
    residents: int


@dataclass(frozen=True, slots=True)
class OptOutEffects:
    """What a practice that opts out repays, and whom it leaves."""

    months: tuple[tuple[Month, Decimal], ...]  # what was paid for each month, in approved runs
    network: Organisation | None
    others: tuple[Organisation, ...]  # the other practices of the network
    homes: tuple[HomeTouched, ...]

    @property
    def paid(self) -> Decimal:
        return sum((amount for _, amount in self.months), NOTHING)


def opt_out_effects(
    practice: Organisation, specification: Specification, on: date
) -> OptOutEffects:
    """What was paid to a practice under a specification, its network, and the homes it serves."""
    rows = (
        PaymentLine.objects.filter(
            calculation__payee=practice,
            calculation__specification_code=specification.code,
            calculation__run__status=PaymentRun.Status.APPROVED,
        )
        .values("for_month")
        .annotate(paid=Sum("amount"))
        .order_by("for_month")
    )
    months = tuple((Month.of(row["for_month"]), row["paid"]) for row in rows if row["paid"])
    network = network_of(practice, on)
    others = members_of(network, on).exclude(pk=practice.pk) if network else ()
    return OptOutEffects(months, network, tuple(others), _homes(practice, network, on))


def _homes(
    practice: Organisation, network: Organisation | None, on: date
) -> tuple[HomeTouched, ...]:
    """Homes with residents of the practice; those aligned to its network first."""
    counts = ResidentCount.objects.filter(practice=practice, counted_on__lte=on)
    latest = counts.order_by("home_id", "-counted_on").distinct("home_id").select_related("home")
    aligned = set(homes_aligned_to(network, on).values_list("pk", flat=True)) if network else set()
    resident_counts = sorted(
        (row for row in latest if row.residents),
        key=lambda row: (row.home_id not in aligned, -row.residents, row.home.name),
    )
    return tuple(
        HomeTouched(row.home.name, row.home.location_id, row.residents) for row in resident_counts
    )


def standing_answer(practice: Organisation, code: str) -> SignUp | None:
    """The answer on record that opting out would change: a decline where there is one."""
    answers = list(answers_of([practice], code).get(practice.pk, {}).values())
    declined = [answer for answer in answers if answer.response == SignUp.Response.DECLINED]
    return next(iter([*declined, *answers]), None)


def decided_opt_outs() -> QuerySet[Decision]:
    """The decisions about late opt-outs that stand, the latest first, and whether each `agreed`."""
    rows = Decision.objects.filter(kind=Decision.Kind.OPT_OUT)
    agreed = Q(outcome=Decision.Outcome.AGREED)
    return (
        rows.exclude(outcome=Decision.Outcome.WITHDRAWN)
        .annotate(agreed=ExpressionWrapper(agreed, BooleanField()))
        .order_by("-decided_on", "-pk")
    )


def opt_out_decision(practice: Organisation, code: str) -> Decision | None:
    """What the commissioner decided about a late opt-out, if it has."""
    return decided_opt_outs().filter(organisation=practice, specification=code).first()


def deviations_asking_visible_to(user: User, on: date) -> QuerySet[Deviation]:
    """The deviations whose payment is to be decided and is not, of practices a person may see."""
    rows = Deviation.objects.filter(practice__in=answering_visible_to(user), payment=None)
    late = Q(decided_on=None, element_starts_on__lte=on)
    decided_late = Q(decided_on__gte=F("element_starts_on"))
    return (
        rows.exclude(status=Deviation.Status.WITHDRAWN)
        .filter(late | decided_late)
        .select_related("practice", "asked_by", "decided_by", "version")
        .order_by("element_starts_on", "pk")
    )


def payment_of(deviation: Deviation) -> DeviationPayment | None:
    """The decision about a deviation's payment, if there is one."""
    rows = DeviationPayment.objects.filter(deviation=deviation)
    return rows.select_related("decided_by", "decision").first()


def deviations_bearing_on(
    practice_codes: Collection[str],
    specification: str,
    elements: Collection[str],
    months: Sequence[Month],
) -> list[Deviation]:
    """Deviations of practices that are agreed, or whose payment is a question, in some months.

    What was refused in time, or taken back, bears on nothing.
    """
    if not months:
        return []
    first, last = min(months).first, max(months).last
    rows = Deviation.objects.filter(
        practice__code__in=practice_codes,
        specification=specification,
        element__in=elements,
        starts_on__lte=last,
    ).filter(Q(ends_on=None) | Q(ends_on__gte=first))
    deviations = rows.select_related(
        "practice", "decided_by", "payment__decided_by", "payment__decision"
    )
    return [
        deviation
        for deviation in deviations.order_by("starts_on", "pk")
        if deviation.status == Deviation.Status.AGREED or deviation.asks_about_payment(last)
    ]


def deviations_on(line: PaymentLine, specification: Specification | None) -> list[Deviation]:
    """Those that bear on one line: of its practice, its payment's elements and its month."""
    if specification is None:
        return []
    term = line.calculation.term
    elements = [
        code
        for payment in specification.payments
        if payment.code == term
        for code in payment.elements
    ]
    codes = [line.calculation.payee_code, line.calculation.for_code]
    return deviations_bearing_on(codes, specification.code, elements, [Month.of(line.for_month)])


def terms_of(specification: Specification, element: str) -> list[tuple[str, str]]:
    """The payments to practices that rest on an element's delivery: their codes and titles."""
    return [
        (payment.code, payment.title)
        for payment in specification.payments
        if element in payment.elements and payment.pays == "practice"
    ]
