"""Lists that are paged by key: the next page costs what the first does, however long the list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from commissioning.models import Organisation, User
from payments.models import PayeeTotal, PaymentRun
from payments.policy import reads_every_payment
from payments.selectors.visible import payees_visible_to

AT_ONCE = 100
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Some rows of a list in order of a key, and the keys from which it goes on either way."""

    rows: tuple[Row, ...]
    before: str
    after: str


def part_of(
    rows: QuerySet[Row], key: str, *, after: str = "", before: str = "", size: int = AT_ONCE
) -> Part[Row]:
    """The rows next after a key, or next before one, or the first."""
    backwards = bool(before) and not after
    if backwards:
        found = list(rows.filter(**{f"{key}__lt": before}).order_by(f"-{key}")[: size + 1])
    else:
        found = list(rows.filter(**{f"{key}__gt": after}).order_by(key)[: size + 1])
    more = len(found) > size
    shown = found[:size][::-1] if backwards else found[:size]
    if not shown:
        return Part((), "", "")
    has_before, has_after = (more, True) if backwards else (bool(after), more)
    return Part(
        tuple(shown),
        str(getattr(shown[0], key)) if has_before else "",
        str(getattr(shown[-1], key)) if has_after else "",
    )


def totals_in(
    run: PaymentRun, *, search: str = "", after: str = "", before: str = ""
) -> Part[PayeeTotal]:
    """What a run comes to for each payee, by code; those whose name or code has what is sought."""
    totals = PayeeTotal.objects.filter(run=run)
    if search:
        totals = totals.filter(Q(payee_code__icontains=search) | Q(payee_name__icontains=search))
    return part_of(totals, "payee_code", after=after, before=before)


def payees_listed(
    user: User,
    run: PaymentRun | None,
    *,
    search: str = "",
    after: str = "",
    before: str = "",
) -> Part[Organisation]:
    """The payees that a person may see, by code, each with its amount in a run."""
    payees = payees_visible_to(user).annotate(latest_amount=_amount_in(run))
    if search:
        payees = payees.filter(Q(code__icontains=search) | Q(name__icontains=search))
    return part_of(payees, "code", after=after, before=before)


def latest_run_for(user: User) -> PaymentRun | None:
    """The newest run to show amounts of: for the CCG drafts too, for others approved ones."""
    runs = PaymentRun.objects.defer("changes").order_by("-month", "-supplement")
    if reads_every_payment(user):
        return runs.first()
    return runs.filter(status=PaymentRun.Status.APPROVED).first()


def _amount_in(run: PaymentRun | None) -> Subquery:
    totals = PayeeTotal.objects.filter(run=run, payee=OuterRef("pk"))
    return Subquery(totals.values("amount")[:1])


def amount_of(payee: Organisation) -> Decimal | None:
    """What the latest run comes to for a listed payee; nothing where it has no line."""
    amount: Decimal | None = getattr(payee, "latest_amount", None)
    return amount
