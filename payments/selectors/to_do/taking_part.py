"""Payments to decide that hang on taking part: deviations not settled in time, late opt-outs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.domain.names import in_words
from commissioning.models import Role, User
from commissioning.policy import acts_for
from commissioning.specifications.types import Silence
from commissioning.to_do import ToDo
from payments.policy import can_decide
from payments.selectors.taking_part import decided_opt_outs, deviations_asking_visible_to
from practices.models import SignUp
from practices.policy.conflicts import no_conflict
from practices.policy.sign_ups import works_for
from practices.selectors.answering import answering_visible_to, asking_specifications


def deviation_payments(user: User, on: date) -> Iterable[ToDo]:
    """Deviations whose payment is a question (D-40): to decide, or for a practice to wait for."""
    decides = bool(can_decide(user))
    if not decides and not acts_for(user, Role.PRACTICE):
        return
    for each in deviations_asking_visible_to(user, on):
        own = works_for(user, each.practice)
        mine = decides and bool(no_conflict(user, each.practice)) and each.asked_by_id != user.pk
        if not mine and not own and not decides:
            continue
        practice = in_words(each.practice.name)
        yield ToDo(
            title=(
                f"Decide about payment: a deviation of {practice}"
                if mine
                else f"The CCG decides about payment: a deviation of {practice}"
            ),
            href=f"/deviations/{each.pk}/payment/" if mine else f"/deviations/{each.pk}/",
            due=each.element_starts_on if mine else None,
            organisation=each.practice.code,
            note="Not settled before the service started. Instalments go on until it is decided",
            waiting=not mine,
        )


def opt_outs(user: User, on: date) -> Iterable[ToDo]:
    """Late opt-outs that the CCG has not decided."""
    decides = bool(can_decide(user))
    if not decides and not acts_for(user, Role.PRACTICE):
        return
    asked = [
        each
        for each in asking_specifications()
        if each.sign_up.silence is Silence.IN and each.period.start <= on <= each.period.end
    ]
    if not asked:
        return
    decided = set(
        decided_opt_outs()
        .filter(specification__in=[each.code for each in asked])
        .values_list("organisation_id", "specification")
    )
    seen = answering_visible_to(user)
    for each in asked:
        rows = SignUp.objects.filter(
            practice__in=seen,
            specification=each.code,
            response=SignUp.Response.DECLINED,
            responded_on__gt=each.sign_up.by,
        )
        late = rows.select_related("practice").order_by("practice_id", "pk").distinct("practice_id")
        yield from _late(user, late, decided, decides=decides)


def _late(
    user: User, answers: Iterable[SignUp], decided: set[tuple[int, str]], *, decides: bool
) -> Iterator[ToDo]:
    for each in answers:
        own = works_for(user, each.practice)
        mine = decides and bool(no_conflict(user, each.practice)) and each.answered_by_id != user.pk
        if (each.practice_id, each.specification) in decided or not (mine or own or decides):
            continue
        practice = in_words(each.practice.name)
        href = f"/opt-outs/{each.specification}/{each.practice.code}/"
        yield ToDo(
            title=f"{'Decide' if mine else 'The CCG decides'} about the late opt-out of {practice}",
            href=f"{href}decide/" if mine else href,
            organisation=each.practice.code,
            waiting=not mine,
        )
