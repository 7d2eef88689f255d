"""What runs hold for a year by specification, budgets, and the names of who is paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from commissioning.domain.names import in_words
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for
from payments.engine.what_if import MOST_PRACTICES
from payments.models import Budget, PaymentLine, PaymentRun
from payments.policy.runs import reads_every_payment
from payments.rules.lines import DEBT
from payments.selectors.visible import payees_visible_to
from practices.models import Membership
from practices.selectors.organisations import holding_on

FEW = 3  # payees: a total of fewer would tell what one of them is paid


def standing_budgets(year: FinancialYear) -> dict[str, Budget]:
    """The budget that stands for each specification of a year, by its code."""
    budgets = Budget.objects.filter(year=year.start).select_related("set_by").order_by("pk")
    return {budget.specification: budget for budget in budgets}


def budgets_ever(specification: str, year: FinancialYear) -> list[Budget]:
    """Every budget that was set for a specification and year, the newest first."""
    budgets = Budget.objects.filter(specification=specification, year=year.start)
    return list(budgets.select_related("set_by").order_by("-pk"))


def in_drafts(year: FinancialYear) -> dict[str, Decimal]:
    """What draft runs hold for a year, by specification: due, and not approved yet."""
    rows = (
        PaymentLine.objects.filter(
            calculation__run__status=PaymentRun.Status.DRAFT,
            for_month__gte=year.first_month.first,
            for_month__lte=year.last_month.first,
        )
        .exclude(kind=DEBT)
        .values_list("calculation__specification_code")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return dict(rows)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What approved runs paid under a specification for a month, and to how many payees."""

    specification: str
    month: Month
    amount: Decimal
    payees: int


def totals_by_month(year: FinancialYear) -> list[MonthTotal]:
    """What approved runs paid for each month of a year, by specification."""
    rows = (
        PaymentLine.objects.filter(
            calculation__run__status=PaymentRun.Status.APPROVED,
            for_month__gte=year.first_month.first,
            for_month__lte=year.last_month.first,
        )
        .exclude(kind=DEBT)
        .values_list("calculation__specification_code", "for_month")
        .annotate(total=Sum("amount"), payees=Count("calculation__payee", distinct=True))
        .order_by("calculation__specification_code", "for_month")
    )
    return [MonthTotal(code, Month.of(month), total, payees) for code, month, total, payees in rows]


def names_of_payees(codes: Iterable[str]) -> dict[str, str]:
    """What practices and networks are called, by code."""
    payees = Organisation.objects.filter(code__in=set(codes)).values_list("code", "name")
    return {code: in_words(name) for code, name in payees}


@dataclass(frozen=True, slots=True)
class Networks:
    """Which network each practice belonged to on a day, each network being its own; their names."""

    on: date
    of: dict[str, str]
    names: dict[str, str]


def networks_on(day: date) -> Networks:
    """The network of every practice on a day, by code."""
    rows = Membership.objects.filter(holding_on(day), group_kind=Organisation.Kind.PCN)
    belongs = dict(rows.values_list("member__code", "group__code"))
    networks = Organisation.objects.filter(kind=Organisation.Kind.PCN)
    names = {code: in_words(name) for code, name in networks.values_list("code", "name")}
    return Networks(day, belongs | {code: code for code in names}, names)


def own_payees(user: User) -> QuerySet[Organisation]:
    """The practices and networks that a person acts for, or every one for the CCG; open today."""
    return payees_visible_to(user).order_by("kind", "code")


def acts_for_payees(user: User) -> bool:
    return bool(acts_for(user, Role.PRACTICE) or acts_for(user, Role.PCN_DIRECTOR))


def too_many_to_work_out() -> bool:
    """Say whether there are more practices than a page can work out while somebody waits."""
    kind = Organisation.Kind.PRACTICE
    practices = Organisation.objects.filter(kind=kind).values("pk")[: MOST_PRACTICES + 1]
    return len(practices) > MOST_PRACTICES


def payees_to_choose(user: User) -> list[tuple[str, str]]:
    """The payees of a person as choices; none of them where there are too many for a list."""
    if not reads_every_payment(user) and not acts_for_payees(user):
        return []
    payees = own_payees(user).values_list("code", "name")[: MOST_PRACTICES + 1]
    return [(code, f"{in_words(name)} ({code})") for code, name in payees]


def latest_year(on: date) -> FinancialYear:
    return Month.of(on).financial_year
