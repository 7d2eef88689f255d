"""One thing that a practice asked: what, who said what about it, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.pages import SummaryRow, Tag
from commissioning.specifications.types import Specification
from practices.models import (
    Asked,
    Deviation,
    Discussed,
    Offer,
    RegisterMessage,
    RegisterProposal,
    SignUpRequest,
)
from practices.rules.offers import needed

Status = Asked.Status
COLOURS = {
    Status.OPEN: "yellow",
    Status.AGREED: "green",
    Status.REFUSED: "red",
    Status.WITHDRAWN: "grey",
}
ADDRESSES = {
    Deviation: "deviations",
    Offer: "offers",
    SignUpRequest: "sign-up-requests",
    RegisterProposal: "registers",
}
DECIDED = {  # what agreeing and refusing are called, and what the page is
    "deviations": ("Deviation", "Agree the deviation", "Refuse it"),
    "offers": ("Offer", "Agree the offer", "Refuse it"),
    "sign-up-requests": ("Request to change the answer", "Accept it", "Refuse it"),
    "registers": ("Register", "Sign the register off", "Return it to the practice"),
}
REGISTER_WORDS = {Status.AGREED: "Signed off", Status.REFUSED: "Returned"}


def asked_href(asked: Asked) -> str:
    return f"/{ADDRESSES[type(asked)]}/{asked.pk}/"


def status_tag(asked: Asked) -> Tag:
    status = Status(asked.status)
    words = REGISTER_WORDS.get(status) if isinstance(asked, RegisterProposal) else None
    return Tag(words or status.label, COLOURS[status])


@dataclass(frozen=True, slots=True)
class Message:
    who: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Everything on the page of one request."""

    title: str
    practice: str
    tag: Tag
    rows: tuple[SummaryRow, ...]
    comment: Message | None
    awaits_comment: bool
    decision: Message | None
    messages: tuple[Message, ...]
    talks: bool
    note: str
    href: str
    can_comment: bool
    why_no_comment: str
    can_decide: bool
    can_withdraw: bool
    sign_up: str
    specification: str
    asks_about_payment: bool

    @classmethod
    def of(
        cls,
        asked: Asked,
        specification: Specification,
        *,
        can_comment: bool,
        why_no_comment: str,
        can_decide: bool,
        can_withdraw: bool,
        on: date,
        messages: Sequence[RegisterMessage] = (),
        talks: bool = False,
    ) -> Self:
        return cls(
            title=DECIDED[ADDRESSES[type(asked)]][0],
            practice=in_words(asked.practice.name),
            tag=status_tag(asked),
            rows=tuple(_rows(asked, specification)),
            comment=_comment(asked),
            awaits_comment=isinstance(asked, Discussed) and asked.is_open and not asked.comment,
            decision=_decision(asked),
            messages=tuple(
                Message(str(each.written_by), written(each.written_on), each.text)
                for each in messages
            ),
            talks=talks,
            note=_note(asked, specification, on),
            href=asked_href(asked),
            can_comment=can_comment,
            why_no_comment=why_no_comment,
            can_decide=can_decide,
            can_withdraw=can_withdraw,
            sign_up=f"/sign-ups/{asked.specification}/{asked.practice.code}/",
            specification=specification.title,
            asks_about_payment=isinstance(asked, Deviation) and asked.asks_about_payment(on),
        )

    @property
    def comment_href(self) -> str:
        return f"{self.href}comment/"

    @property
    def payment_href(self) -> str:
        """Where payment is read and decided, for a deviation that asks about it."""
        return f"{self.href}payment/" if self.asks_about_payment else ""

    @property
    def decide_href(self) -> str:
        return f"{self.href}decide/"


def _comment(asked: Asked) -> Message | None:
    if not isinstance(asked, Discussed) or asked.commented_on is None:
        return None
    return Message(str(asked.commented_by), written(asked.commented_on), asked.comment)


def _decision(asked: Asked) -> Message | None:
    if asked.decided_on is None:
        return None
    return Message(str(asked.decided_by), written(asked.decided_on), asked.decision_reason)


def _rows(asked: Asked, specification: Specification) -> list[SummaryRow]:
    rows = [SummaryRow("Practice", f"{in_words(asked.practice.name)} ({asked.practice.code})")]
    match asked:
        case Deviation():
            rows += [
                SummaryRow("Part", _element(specification, asked.element)),
                SummaryRow("What would be different", asked.text),
                SummaryRow("From", written(asked.starts_on)),
                SummaryRow("Until", written(asked.ends_on) if asked.ends_on else "It ends"),
                SummaryRow("To be agreed before", written(asked.element_starts_on)),
            ]
        case Offer():
            rows += [
                SummaryRow("Residents", f"{asked.residents:,}"),
                SummaryRow("List", _list_words(specification, asked.patients)),
                SummaryRow("Offers", "; ".join(asked.choices)),
                SummaryRow(
                    "Discussed with", f"{asked.discussed_with}, {written(asked.discussed_on)}"
                ),
            ]
        case SignUpRequest():
            rows += [
                SummaryRow("Asks to", asked.get_wish_display().lower()),
                SummaryRow(
                    "Part",
                    _element(specification, asked.element) if asked.element else "All of it",
                ),
                SummaryRow("From", written(asked.starts_on)),
                SummaryRow("Why", asked.reason),
                SummaryRow("Signed by", f"{asked.signatory_name}, {asked.signatory_role}"),
            ]
            if asked.register is not None:
                rows.append(SummaryRow("Register", f"{asked.register:,} patients"))
            if asked.counts_from:
                rows.append(SummaryRow("Counts from", written(asked.counts_from)))
        case RegisterProposal():
            rows += [
                SummaryRow("Patients on the register", f"{asked.patients:,}"),
                SummaryRow("How it was compiled", asked.profile),
            ]
    rows.append(SummaryRow("Asked", f"{asked.asked_by}, {written(asked.asked_on)}"))
    return rows


def _element(specification: Specification, code: str) -> str:
    return next((each.title for each in specification.elements if each.code == code), code)


def _list_words(specification: Specification, patients: Decimal) -> str:
    offers = specification.sign_up.offers
    if offers is None:
        return f"{patients:,.0f}"
    reach = needed(patients, offers.percent)
    return f"{patients:,.0f} patients on {written(offers.list.on)}; {offers.percent}% is {reach:,}"


def _note(asked: Asked, specification: Specification, on: date) -> str:
    """What a reader must know besides: a payment that is undecided, a register that falls short."""
    if isinstance(asked, Deviation) and asked.asks_about_payment(on):
        return (
            "This was not settled before the service started, so the CCG decides about payment"
            " apart (D-40). Instalments go on until it has."
        )
    rule = specification.sign_up.register
    if isinstance(asked, RegisterProposal) and rule is not None:
        if asked.list_size is None:
            return f"The practice's list on {written(rule.list.on)} is not on record."
        reach = needed(asked.list_size, rule.percent)
        if asked.patients < reach:
            return (
                f"{reach - asked.patients:,} short of {rule.percent}% of the list, which is"
                f" {reach:,}. That informs the decision about the final payment; the monthly"
                " amount does not change."
            )
    return ""
