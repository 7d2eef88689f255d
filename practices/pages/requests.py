"""One thing that a practice asked: what, who said what about it, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
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


def asked_href(practice_request: Asked) -> str:
    return address(
        "practices:asked", kind=ADDRESSES[type(practice_request)], pk=practice_request.pk
    )


def status_tag(practice_request: Asked) -> Tag:
    status = Status(practice_request.status)
    words = REGISTER_WORDS.get(status) if isinstance(practice_request, RegisterProposal) else None
    return Tag(words or status.label, COLOURS[status])


@dataclass(frozen=True, slots=True)
class RequestMessage:
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
    comment: RequestMessage | None
    awaits_comment: bool
    decision: RequestMessage | None
    messages: tuple[RequestMessage, ...]
    talks: bool
    note: str
    kind: str  # as addresses name it
    pk: int
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
        practice_request: Asked,
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
            title=DECIDED[ADDRESSES[type(practice_request)]][0],
            practice=in_words(practice_request.practice.name),
            tag=status_tag(practice_request),
            rows=tuple(_rows(practice_request, specification)),
            comment=_comment(practice_request),
            awaits_comment=isinstance(practice_request, Discussed)
            and practice_request.is_open
            and not practice_request.comment,
            decision=_decision(practice_request),
            messages=tuple(
                RequestMessage(str(message.written_by), written(message.written_on), message.text)
                for message in messages
            ),
            talks=talks,
            note=_note(practice_request, specification, on),
            kind=ADDRESSES[type(practice_request)],
            pk=practice_request.pk,
            can_comment=can_comment,
            why_no_comment=why_no_comment,
            can_decide=can_decide,
            can_withdraw=can_withdraw,
            sign_up=address(
                "practices:sign_up",
                specification=practice_request.specification,
                practice=practice_request.practice.code,
            ),
            specification=specification.title,
            asks_about_payment=isinstance(practice_request, Deviation)
            and practice_request.asks_about_payment(on),
        )


def _comment(practice_request: Asked) -> RequestMessage | None:
    if not isinstance(practice_request, Discussed) or practice_request.commented_on is None:
        return None
    return RequestMessage(
        str(practice_request.commented_by),
        written(practice_request.commented_on),
        practice_request.comment,
    )


def _decision(practice_request: Asked) -> RequestMessage | None:
    if practice_request.decided_on is None:
        return None
    return RequestMessage(
        str(practice_request.decided_by),
        written(practice_request.decided_on),
        practice_request.decision_reason,
    )


def _rows(practice_request: Asked, specification: Specification) -> list[SummaryRow]:
    rows = [
        SummaryRow(
            "Practice",
            f"{in_words(practice_request.practice.name)} ({practice_request.practice.code})",
        )
    ]
    match practice_request:
        case Deviation():
            rows += [
                SummaryRow("Part", _element(specification, practice_request.element)),
                SummaryRow("What would be different", practice_request.text),
                SummaryRow("From", written(practice_request.starts_on)),
                SummaryRow(
                    "Until",
                    written(practice_request.ends_on) if practice_request.ends_on else "It ends",
                ),
                SummaryRow("To be agreed before", written(practice_request.element_starts_on)),
            ]
        case Offer():
            rows += [
                SummaryRow("Residents", f"{practice_request.residents:,}"),
                SummaryRow("List", _list_words(specification, practice_request.patients)),
                SummaryRow("Offers", "; ".join(practice_request.choices)),
                SummaryRow(
                    "Discussed with",
                    f"{practice_request.discussed_with}, {written(practice_request.discussed_on)}",
                ),
            ]
        case SignUpRequest():
            rows += [
                SummaryRow("Asks to", practice_request.get_wish_display().lower()),
                SummaryRow(
                    "Part",
                    _element(specification, practice_request.element)
                    if practice_request.element
                    else "All of it",
                ),
                SummaryRow("From", written(practice_request.starts_on)),
                SummaryRow("Why", practice_request.reason),
                SummaryRow(
                    "Signed by",
                    f"{practice_request.signatory_name}, {practice_request.signatory_role}",
                ),
            ]
            if practice_request.register is not None:
                rows.append(SummaryRow("Register", f"{practice_request.register:,} patients"))
            if practice_request.counts_from:
                rows.append(SummaryRow("Counts from", written(practice_request.counts_from)))
        case RegisterProposal():
            rows += [
                SummaryRow("Patients on the register", f"{practice_request.patients:,}"),
                SummaryRow("How it was compiled", practice_request.profile),
            ]
    rows.append(
        SummaryRow("Asked", f"{practice_request.asked_by}, {written(practice_request.asked_on)}")
    )
    return rows


def _element(specification: Specification, code: str) -> str:
    return next((element.title for element in specification.elements if element.code == code), code)


def _list_words(specification: Specification, patients: Decimal) -> str:
    offers = specification.sign_up.offers
    if offers is None:
        return f"{patients:,.0f}"
    reach = needed(patients, offers.percent)
    return f"{patients:,.0f} patients on {written(offers.list.on)}; {offers.percent}% is {reach:,}"


def _note(practice_request: Asked, specification: Specification, on: date) -> str:
    """What a reader must know besides: a payment that is undecided, a register that falls short."""
    if isinstance(practice_request, Deviation) and practice_request.asks_about_payment(on):
        return (
            "This was not settled before the service started, so the CCG decides about payment"
            " apart (D-40). Instalments go on until it has."
        )
    rule = specification.sign_up.agreed_register
    if isinstance(practice_request, RegisterProposal) and rule is not None:
        if practice_request.list_size is None:
            return f"The practice's list on {written(rule.list.on)} is not on record."
        reach = needed(practice_request.list_size, rule.percent)
        if practice_request.patients < reach:
            return (
                f"{reach - practice_request.patients:,} short of {rule.percent}% of the list, which"
                f" is {reach:,}. That informs the decision about the final payment; the monthly"
                " amount does not change."
            )
    return ""
