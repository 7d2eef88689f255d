"""A payment run: what it comes to, what is missing, what changed, and who is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.models import User
from commissioning.web.addresses import address
from payments.models import Calculation, PaymentLine, PaymentRun, Sending
from payments.pages.overview import Overview
from payments.pages.words import (
    ActionButton,
    ActionLink,
    line_href,
    run_payee_href,
)
from payments.policy.runs import (
    can_approve,
    can_export,
    can_prepare_month,
    prepares_payments,
    reads_every_payment,
)
from payments.selectors.changes import Largest


@dataclass(frozen=True, slots=True)
class Attention:
    """A line that pays nothing, and why."""

    payee: str
    code: str
    href: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run as one person sees it. The LMC is shown what it comes to, not who is paid."""

    overview: Overview
    shows_payees: bool
    buttons: tuple[ActionButton, ...]
    downloads: tuple[ActionLink, ...]
    gaps: tuple[Attention, ...]
    held: tuple[Attention, ...]
    sha256: str

    @classmethod
    def of(
        cls,
        run: PaymentRun,
        user: User,
        *,
        titles: Mapping[str, str],
        gaps: Sequence[Calculation] = (),
        held: Sequence[PaymentLine] = (),
        sending: Sending | None = None,
        changes: Largest | None = None,
    ) -> Self:
        shows_payees = bool(reads_every_payment(user))
        return cls(
            overview=Overview.of(run, titles, links=shows_payees, sending=sending, changes=changes),
            shows_payees=shows_payees,
            buttons=tuple(_buttons(run, user, sending)),
            downloads=_downloads(run) if can_export(user) else (),
            gaps=tuple(_gap(run, gap) for gap in gaps),
            held=tuple(_held(run, held_line) for held_line in held),
            sha256=run.sha256,
        )


def _buttons(run: PaymentRun, user: User, sending: Sending | None) -> list[ActionButton]:
    """What can be done to a draft: asked of the same rules that the actions ask."""
    if not prepares_payments(user):
        return []
    if run.is_approved:
        if sending is not None:
            return []
        return [ActionButton("Send to the payer", address("payments:run_send", code=run.code))]
    month = Month.of(run.month)
    again = can_prepare_month(
        user, month, last=run, supplementary=bool(run.supplement), reason=run.reason
    )
    approval = can_approve(user, run)
    return [
        ActionButton(
            "Check and approve", address("payments:run_approve", code=run.code), approval.reason
        ),
        ActionButton(
            "Prepare again", address("payments:run_prepare_again", code=run.code), again.reason
        ),
    ]


def _downloads(run: PaymentRun) -> tuple[ActionLink, ...]:
    names = {"csv": "CSV", "xlsx": "Excel workbook", "pdf": "PDF for the committee"}
    return tuple(
        ActionLink(name, address(f"payments:run_{kind}", code=run.code), asks=not run.is_small)
        for kind, name in names.items()
    )


def _gap(run: PaymentRun, calculation: Calculation) -> Attention:
    return Attention(
        payee=in_words(calculation.payee_name),
        code=calculation.payee_code,
        href=run_payee_href(run.code, calculation.payee_code),
        what=calculation.title,
        why=calculation.gap,
    )


def _held(run: PaymentRun, line: PaymentLine) -> Attention:
    calculation = line.calculation
    month = Month.of(line.for_month)
    parts = [run.code, calculation.payee_code, calculation.term, str(month)]
    if calculation.for_code != calculation.payee_code:
        parts.append(calculation.for_code)
    reason = line.held.removeprefix("held: ")
    return Attention(
        payee=in_words(calculation.payee_name),
        code=calculation.payee_code,
        href=line_href("/".join(parts)),
        what=f"{calculation.title}, {month.name}",
        why=reason[:1].upper() + reason[1:],
    )
