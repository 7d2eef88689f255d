"""What a person may see: everywhere else it does not exist."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for
from payments.models import PayeeTotal, PaymentLine, PaymentRun
from payments.policy.runs import reads_every_payment, reads_runs
from practices.models import Membership

PAYEES = (Organisation.Kind.PRACTICE, Organisation.Kind.PCN)


def runs_visible_to(user: User) -> QuerySet[PaymentRun]:
    """The CCG sees every run; the LMC those that are approved."""
    runs = PaymentRun.objects.select_related("prepared_by", "approved_by").defer("changes")
    if reads_every_payment(user):
        return runs
    if reads_runs(user):
        return runs.filter(status=PaymentRun.Status.APPROVED)
    return runs.none()


def visible_run(user: User, code: str) -> PaymentRun | None:
    """The run that is named 2020-06, or 2020-06-S1, where the person may see it whole."""
    return _called(runs_visible_to(user), code)


def own_part_of(user: User, code: str, payee: Organisation) -> PaymentRun | None:
    """The run of a code where it holds lines of a payee that the person may see."""
    totals = PayeeTotal.objects.filter(
        payee__in=payees_visible_to(user).filter(pk=payee.pk), run=OuterRef("pk")
    )
    return _called(PaymentRun.objects.filter(Exists(totals)).defer("changes"), code)


def _called(runs: QuerySet[PaymentRun], code: str) -> PaymentRun | None:
    month, _, supplement = code.partition("-S")
    try:
        first = Month.parse(month).first
    except ValueError:
        return None
    return runs.filter(month=first, supplement=int(supplement or 0)).first()


def payees_visible_to(user: User) -> QuerySet[Organisation]:
    """Who can be paid, or was: for the CCG all, for others those they act for.

    A practice's people see the practice; a clinical director sees the network and the practices
    that belong to it today.
    """
    payees = Organisation.objects.filter(kind__in=PAYEES)
    if reads_every_payment(user):
        return payees
    practices = [practice.pk for practice in acts_for(user, Role.PRACTICE)]
    networks = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    if not networks:
        return payees.filter(pk__in=practices)
    belongs = Membership.objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=today()),
        Q(ends_on__isnull=True) | Q(ends_on__gte=today()),
        member=OuterRef("pk"),
        group__in=networks,
    )
    return payees.filter(Q(pk__in=[*practices, *networks]) | Exists(belongs))


def lines_visible_to(user: User) -> QuerySet[PaymentLine]:
    """The lines of the payees that a person may see, in runs approved or not."""
    lines = PaymentLine.objects.select_related(
        "calculation__run", "calculation__specification", "calculation__payee"
    )
    if reads_every_payment(user):
        return lines
    return lines.filter(calculation__payee__in=payees_visible_to(user))


def visible_payee(user: User, code: str) -> Organisation | None:
    """The practice or network of a code, where the person may see it."""
    return payees_visible_to(user).filter(code=code).first()
