"""Opting out and what it costs; what a deviation does to payment; what bears on a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from payments.models import Decision, DeviationPayment
from payments.pages.words import ActionLink, sterling
from payments.selectors.opt_outs import OptOutEffects
from practices.models import Deviation, SignUp
from practices.pages.boards import sign_up_href

DECLINED = SignUp.Response.DECLINED


@dataclass(frozen=True, slots=True)
class OptOutPage:
    """What a practice must know before it opts out, and where it stands."""

    title: str
    practice: str
    code: str
    specification: str
    tag: Tag
    said: tuple[str, ...]
    by: str
    late: bool
    afterwards: str
    repaid: str
    months: tuple[tuple[str, str], ...]
    network: str
    others: tuple[str, ...]
    homes: tuple[str, ...]
    opts_out: bool
    stays: bool
    decides: bool
    href: str

    @classmethod
    def of(
        cls,
        practice: Organisation,
        specification: Specification,
        effects: OptOutEffects,
        *,
        answer: SignUp | None,
        decision: Decision | None,
        opts_out: bool,
        stays: bool,
        decides: bool,
        on: date,
    ) -> Self:
        rule = specification.sign_up
        return cls(
            title=specification.title,
            practice=in_words(practice.name),
            code=practice.code,
            specification=specification.code,
            tag=_tag(answer, decision, rule.by),
            said=_said(answer, decision),
            by=written(rule.by),
            late=on > rule.by,
            afterwards=rule.afterwards,
            repaid=sterling(effects.paid) if rule.recovers else "",
            months=tuple((month.name, sterling(amount)) for month, amount in effects.months),
            network=in_words(effects.network.name) if effects.network else "",
            others=tuple(
                f"{in_words(other_practice.name)} ({other_practice.code})"
                for other_practice in effects.others
            ),
            homes=tuple(f"{home.name}: {_residents(home.residents)}" for home in effects.homes),
            opts_out=opts_out,
            stays=stays,
            decides=decides,
            href=address(
                "payments:opt_out", specification=specification.code, practice=practice.code
            ),
        )


def _residents(number: int) -> str:
    return f"{counted(number, 'resident')} of the practice"


def _tag(answer: SignUp | None, decision: Decision | None, by: date) -> Tag:
    if answer is None or answer.response != DECLINED:
        return Tag("Taking part", "blue")
    if answer.responded_on <= by:
        return Tag("Opted out", "red")
    if decision is None:
        return Tag("Late opt-out: waiting for the CCG", "yellow")
    if decision.outcome == Decision.Outcome.AGREED:
        return Tag("Opted out: agreed late", "red")
    return Tag("Taking part: late opt-out refused", "blue")


def _said(answer: SignUp | None, decision: Decision | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    words = "Told the CCG" if answer.response == DECLINED else "Confirmed that it takes part"
    sentences = [f"{words} on {written(answer.responded_on)}"]
    if answer.signatory_name:
        sentences.append(f"Signed by {answer.signatory_name}, {answer.signatory_role}")
    if decision is not None and answer.response == DECLINED:
        outcome = "Agreed" if decision.outcome == Decision.Outcome.AGREED else "Refused"
        sentences.append(
            f"{outcome} on {written(decision.decided_on)} by {decision.decided_by}:"
            f" {decision.reason}"
        )
    return tuple(sentences)


@dataclass(frozen=True, slots=True)
class Concern:
    """A deviation that bears on a line, or on a payment: what was agreed, or is still open."""

    text: str
    tag: Tag
    said: str
    href: str


def concern(deviation: Deviation, payment: DeviationPayment | None, on: date) -> Concern:
    """As a line's page and a statement show it; `on` is the last day of the month paid for."""
    until = f" to {written(deviation.ends_on)}" if deviation.ends_on else ""
    days = f"{written(deviation.starts_on)}{until}"
    if payment is not None:
        tag = Tag("Payment decided", "green")
        words = (
            f"{payment.get_outcome_display()}, decided by {payment.decided_by} on"
            f" {written(payment.decided_on)}: {payment.reason}"
        )
    elif deviation.asks_about_payment(on):
        tag = Tag("Payment not decided", "yellow")
        words = (
            "Not agreed before the service started: the CCG decides about payment (D-40)."
            " Instalments go on until it has."
        )
    else:
        tag = Tag("Agreed", "green")
        words = (
            f"Agreed by {deviation.decided_by} on {_day(deviation.decided_on)}, before the service"
            " started: payment is not affected."
        )
    text = f"Deviation, {days}: {deviation.text}"
    return Concern(text, tag, words, address("practices:asked", kind="deviations", pk=deviation.pk))


def _day(day: date | None) -> str:
    return written(day) if day else ""


def concerns(deviations: Sequence[Deviation], on: date) -> tuple[Concern, ...]:
    return tuple(
        concern(deviation, getattr(deviation, "payment", None), on) for deviation in deviations
    )


@dataclass(frozen=True, slots=True)
class DeviationPaymentPage:
    """A deviation whose payment is a question, or was decided."""

    title: str
    practice: str
    concern: Concern
    deviation: ActionLink
    sign_up: str

    @classmethod
    def of(
        cls, deviation: Deviation, payment: DeviationPayment | None, title: str, on: date
    ) -> Self:
        return cls(
            title=title,
            practice=in_words(deviation.practice.name),
            concern=concern(deviation, payment, on),
            deviation=ActionLink(
                "Read the deviation", address("practices:asked", kind="deviations", pk=deviation.pk)
            ),
            sign_up=sign_up_href(deviation.specification, deviation.practice.code),
        )
