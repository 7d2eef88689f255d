"""Payments to decide that hang on taking part: deviations not settled in time, late opt-outs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.domain.names import in_words
from commissioning.models import Role, User
from commissioning.policy.roles import acts_for
from commissioning.specifications.schema import Silence
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from payments.policy.runs import can_decide
from payments.selectors.opt_outs import decided_opt_outs, deviations_asking_visible_to
from practices.models import SignUp
from practices.policy.conflicts import no_conflict
from practices.policy.sign_ups import acts_for_practice
from practices.selectors.answering import answering_visible_to, asking_specifications


def deviation_payments(user: User, on: date) -> Iterable[ToDo]:
    """Deviations whose payment is a question (D-40): to decide, or for a practice to wait for."""
    decides = bool(can_decide(user))
    if not decides and not acts_for(user, Role.PRACTICE):
        return
    for deviation in deviations_asking_visible_to(user, on):
        own = acts_for_practice(user, deviation.practice)
        mine = (
            decides
            and bool(no_conflict(user, deviation.practice))
            and deviation.asked_by_id != user.pk
        )
        if not mine and not own and not decides:
            continue
        practice = in_words(deviation.practice.name)
        yield ToDo(
            title=(
                f"Decide about payment: a deviation of {practice}"
                if mine
                else f"The CCG decides about payment: a deviation of {practice}"
            ),
            href=address("payments:deviation_payment", pk=deviation.pk)
            if mine
            else address("practices:asked", kind="deviations", pk=deviation.pk),
            due=deviation.element_starts_on if mine else None,
            organisation=deviation.practice.code,
            note="Not settled before the service started. Instalments go on until it is decided",
            waiting=not mine,
        )


def opt_outs(user: User, on: date) -> Iterable[ToDo]:
    """Late opt-outs that the CCG has not decided."""
    decides = bool(can_decide(user))
    if not decides and not acts_for(user, Role.PRACTICE):
        return
    specifications = [
        candidate
        for candidate in asking_specifications()
        if candidate.sign_up.silence is Silence.IN
        and candidate.period.start <= on <= candidate.period.end
    ]
    if not specifications:
        return
    decided = set(
        decided_opt_outs()
        .filter(
            specification__in=[
                opt_out_specification.code for opt_out_specification in specifications
            ]
        )
        .values_list("organisation_id", "specification")
    )
    seen = answering_visible_to(user)
    for specification in specifications:
        rows = SignUp.objects.filter(
            practice__in=seen,
            specification=specification.code,
            response=SignUp.Response.DECLINED,
            responded_on__gt=specification.sign_up.by,
        )
        late = rows.select_related("practice").order_by("practice_id", "pk").distinct("practice_id")
        yield from _late(user, late, decided, decides=decides)


def _late(
    user: User, answers: Iterable[SignUp], decided: set[tuple[int, str]], *, decides: bool
) -> Iterator[ToDo]:
    for answer in answers:
        own = acts_for_practice(user, answer.practice)
        mine = (
            decides
            and bool(no_conflict(user, answer.practice))
            and answer.answered_by_id != user.pk
        )
        if (answer.practice_id, answer.specification) in decided or not (mine or own or decides):
            continue
        practice = in_words(answer.practice.name)
        page = "payments:opt_out_decide" if mine else "payments:opt_out"
        yield ToDo(
            title=f"{'Decide' if mine else 'The CCG decides'} about the late opt-out of {practice}",
            href=address(page, specification=answer.specification, practice=answer.practice.code),
            organisation=answer.practice.code,
            waiting=not mine,
        )
