"""What there is to answer, to comment on and to decide about taking part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.domain.names import in_words
from commissioning.models import Role, User
from commissioning.policy.roles import acts_for, holds
from commissioning.specifications.schema import Silence, Specification
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from practices.models import (
    Asked,
    Deviation,
    Discussed,
    FundingQuestion,
    Offer,
    RegisterProposal,
    SignUp,
    SignUpRequest,
)
from practices.policy.conflicts import no_conflict
from practices.policy.sign_ups import acts_for_practice, decides_sign_ups
from practices.selectors.answering import asking_specifications
from practices.selectors.boards import asked_practices
from practices.selectors.requests import KINDS, asked_visible_to, funding_visible_to

NAMES: dict[type[Asked], str] = {
    Deviation: "a deviation",
    Offer: "an offer",
    RegisterProposal: "a register",
    SignUpRequest: "a late change to the answer",
}


def answers(user: User, on: date) -> Iterable[ToDo]:
    """A practice's own answers, by their date; for the CCG, whom to chase once it has passed."""
    specifications = [
        specification for specification in asking_specifications() if on <= specification.period.end
    ]
    own = acts_for(user, Role.PRACTICE)
    if own:
        rows = SignUp.objects.filter(practice__in=own).values_list("practice_id", "specification")
        given = set(rows)
        for practice in own:
            for specification in specifications:
                if (practice.pk, specification.code) not in given:
                    yield from _to_answer(specification, practice.code, on)
    if decides_sign_ups(user):
        yield from _to_chase(user, specifications, on)


def _to_answer(specification: Specification, practice: str, on: date) -> Iterator[ToDo]:
    rule = specification.sign_up
    held = rule.silence is Silence.HELD
    if not held and on > rule.by:
        return  # taking part, by having said nothing
    if held:
        title = f"Sign up, or decline: {specification.title}"
        note = "" if on <= rule.by else "The date has passed: ask the CCG, which may still accept"
    else:
        title, note = (
            f"Opt out, or stay in: {specification.title}",
            "Without an answer you take part",
        )
    yield ToDo(
        title=title,
        href=address("practices:sign_up", specification=specification.code, practice=practice),
        due=rule.by,
        organisation=practice,
        note=note,
    )


def _to_chase(user: User, specifications: Iterable[Specification], on: date) -> Iterator[ToDo]:
    for specification in specifications:
        if specification.sign_up.silence is not Silence.HELD or on <= specification.sign_up.by:
            continue
        answered = SignUp.objects.filter(specification=specification.code).values("practice")
        silent = asked_practices(user, specification).exclude(pk__in=answered).count()
        if silent:
            practices = "1 practice has" if silent == 1 else f"{silent} practices have"
            yield ToDo(
                title=f"{practices} not answered: {specification.title}",
                href=address(
                    "practices:sign_up_board",
                    specification=specification.code,
                    query={"answer": "none"},
                ),
                due=specification.sign_up.by,
                note="Chase, or record what they decided",
            )


def requests(user: User, on: date) -> Iterable[ToDo]:  # noqa: ARG001  (what waits, waits on any day)
    """What practices asked: for directors to comment on, for the CCG to decide, else to wait for.

    A director's own practice's matters are the deputy's to comment on.
    """
    by = {specification.code: specification.sign_up.by for specification in asking_specifications()}
    for kind in KINDS:
        for practice_request in asked_visible_to(user, kind).filter(status=Asked.Status.OPEN):
            yield from _about(user, practice_request, kind, by.get(practice_request.specification))


def _about(user: User, practice_request: Asked, kind: str, by: date | None) -> Iterator[ToDo]:
    href = address("practices:asked", kind=kind, pk=practice_request.pk)
    due = practice_request.element_starts_on if isinstance(practice_request, Deviation) else by
    practice, name = in_words(practice_request.practice.name), NAMES[type(practice_request)]
    own = acts_for_practice(user, practice_request.practice)
    free = bool(no_conflict(user, practice_request.practice))
    if decides_sign_ups(user) and free and practice_request.asked_by_id != user.pk:
        title = f"Decide about {name} of {practice}"
        yield ToDo(title=title, href=href, due=due, organisation=practice_request.practice.code)
    elif holds(user, Role.PCN_DIRECTOR) and not own and _awaits_comment(practice_request):
        title = f"Comment on {name} of {practice}"
        yield ToDo(title=title, href=href, due=due, organisation=practice_request.practice.code)
    elif own or decides_sign_ups(user):
        yield ToDo(
            title=f"The CCG decides about {name} of {practice}",
            href=href,
            organisation=practice_request.practice.code,
            waiting=True,
        )


def _awaits_comment(practice_request: Asked) -> bool:
    return isinstance(practice_request, Discussed) and not practice_request.comment


def funding(user: User, on: date) -> Iterable[ToDo]:  # noqa: ARG001  (asked on any day)
    """How funding was used: for the practice to say, for the CCG to wait for."""
    if not holds(user, Role.PRACTICE, Role.PRIMARY_CARE, Role.FINANCE):
        return
    for question in funding_visible_to(user).filter(answered_on=None):
        yield _funding(user, question)


def _funding(user: User, question: FundingQuestion) -> ToDo:
    practice = in_words(question.practice.name)
    own = acts_for_practice(user, question.practice)
    return ToDo(
        title="Say how the funding was used" if own else f"{practice} says how funding was used",
        href=address("practices:funding_answer", pk=question.pk)
        if own
        else address("practices:funding", pk=question.pk),
        due=question.due_on,
        organisation=question.practice.code,
        waiting=not own,
    )


def registers(user: User, on: date) -> Iterable[ToDo]:
    """A register to propose, by each of a person's practices, before the service starts."""
    own = acts_for(user, Role.PRACTICE)
    specifications = [
        specification
        for specification in asking_specifications()
        if specification.sign_up.agreed_register is not None and on <= specification.period.end
    ]
    if not own or not specifications:
        return
    standing = RegisterProposal.objects.filter(
        practice__in=own, status__in=[Asked.Status.OPEN, Asked.Status.AGREED]
    )
    proposed = set(standing.values_list("practice_id", "specification"))
    for practice in own:
        for specification in specifications:
            if (practice.pk, specification.code) not in proposed:
                yield ToDo(
                    title=f"Agree your register with the CCG: {specification.title}",
                    href=address(
                        "practices:register_propose",
                        specification=specification.code,
                        practice=practice.code,
                    ),
                    due=specification.sign_up.by,
                    organisation=practice.code,
                )
