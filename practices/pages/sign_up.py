"""A practice and a specification: what it answered, what it asked, and what it can do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.specifications.schema import Element, Silence, Specification
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from practices.models import Asked, Chase, Deviation, SignUp
from practices.pages.boards import sign_up_href
from practices.pages.requests import asked_href, status_tag

SIGNED = SignUp.Response.SIGNED


@dataclass(frozen=True, slots=True)
class ElementAnswer:
    """How one element was answered."""

    title: str
    days: str
    tag: Tag
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignUpLink:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """Something the practice asked, with where it stands."""

    text: str
    href: str
    tag: Tag
    said: str


@dataclass(frozen=True, slots=True)
class SignUpPage:
    """Everything on the page of one practice and specification."""

    title: str
    practice: str
    code: str
    specification: str
    by: str
    is_open: bool
    silence: str
    parts: tuple[ElementAnswer, ...]
    actions: tuple[SignUpLink, ...]
    afterwards: str
    asked: tuple[RequestEntry, ...]
    chases: tuple[str, ...]
    can_chase: bool
    worth: str

    @classmethod
    def of(
        cls,
        practice: Organisation,
        specification: Specification,
        *,
        answers: Mapping[str, SignUp],
        requests: Sequence[Asked],
        chases: Sequence[Chase],
        actions: Sequence[SignUpLink],
        can_chase: bool,
        on: date,
    ) -> Self:
        rule = specification.sign_up
        held = rule.silence is not Silence.IN
        return cls(
            title=specification.title,
            practice=in_words(practice.name),
            code=practice.code,
            specification=specification.code,
            by=written(rule.by),
            is_open=on <= rule.by,
            silence=(
                "Without an answer you are not signed up, and payment waits."
                if held
                else "You take part unless you opt out."
            ),
            parts=tuple(
                _part(element, answers.get(element.code), held=held)
                for element in specification.elements
            ),
            actions=tuple(actions),
            afterwards=rule.afterwards,
            asked=tuple(entry(practice_request) for practice_request in requests),
            chases=tuple(
                f"{written(chase.chased_on)}: {chase.chased_by} wrote to {', '.join(chase.sent_to)}"
                for chase in chases
            ),
            can_chase=can_chase and held and len(answers) < len(specification.elements),
            worth=address("payments:worth_to", code=specification.code, payee=practice.code),
        )


def _part(element: Element, answer: SignUp | None, *, held: bool) -> ElementAnswer:
    days = " and ".join(
        f"{written(period.start)} to {written(period.end)}" for period in element.periods
    )
    return ElementAnswer(element.title, days, tag_of(answer, held=held), lines_of(answer))


def tag_of(answer: SignUp | None, *, held: bool) -> Tag:
    if answer is None:
        return Tag("Not answered", "grey") if held else Tag("In, no opt-out", "blue")
    if answer.response == SIGNED:
        return Tag("Signed", "green")
    return Tag("Declined" if held else "Opted out", "red")


def lines_of(answer: SignUp | None) -> tuple[str, ...]:
    """Who answered, when, and which days it bounds."""
    if answer is None:
        return ()
    lines = [f"Answered on {written(answer.responded_on)}"]
    if answer.signatory_name:
        lines.append(f"{answer.signatory_name}, {answer.signatory_role}")
    if answer.starts_on:
        lines.append(f"From {written(answer.starts_on)}")
    if answer.ends_on:
        lines.append(f"Until {written(answer.ends_on)}")
    return tuple(lines)


KINDS = {
    "signuprequest": "Change to the answer",
    "deviation": "Deviation",
    "offer": "Offer in place of the service",
    "registerproposal": "Register",
}


def entry(practice_request: Asked) -> RequestEntry:
    """One thing that was asked, as lists of them show it."""
    kind = practice_request._meta.model_name or ""  # noqa: SLF001  (Django documents _meta)
    words = f"Asked on {written(practice_request.asked_on)} by {practice_request.asked_by}"
    if practice_request.decided_on:
        status = practice_request.get_status_display().lower()
        words += f"; {status} on {written(practice_request.decided_on)}"
    if isinstance(practice_request, Deviation):
        words += f"; from {written(practice_request.starts_on)}"
    return RequestEntry(
        KINDS[kind], asked_href(practice_request), status_tag(practice_request), words
    )


__all__ = [
    "ElementAnswer",
    "RequestEntry",
    "SignUpLink",
    "SignUpPage",
    "entry",
    "sign_up_href",
    "tag_of",
]
