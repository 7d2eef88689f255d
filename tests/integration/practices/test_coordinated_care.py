"""2016–18: the register agreed before the start, partner practices, how funding was used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commissioning.clock import as_if_today
from commissioning.models import Organisation, Task
from practices.actions.agreed_registers import (
    decide_register,
    propose_register,
    write_about_register,
)
from practices.actions.funding_questions import answer_about_funding, ask_about_funding
from practices.actions.partnerships import end_partnership, name_partner
from practices.actions.shared_sign_ups import share_sign_ups
from practices.models import FundingQuestion, Partnership, RegisterProposal, SharedSignUps
from practices.selectors.agreed_registers import messages_about
from practices.selectors.partnerships import partners_of
from tests.factories.practices import ListSizeFactory
from tests.factories.taking_part import Cast
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
DAY = date(2016, 9, 20)
CODE = "coordinated-care"


@pytest.fixture
def cast(year: Year) -> Cast:
    cast = Cast(year)
    ListSizeFactory(practice=cast.practice, counted_on=date(2016, 4, 1))
    return cast


@pytest.fixture(autouse=True)
def _before_the_start(cast: Cast) -> Any:  # noqa: ARG001  (its specifications are of 2020)
    with as_if_today(DAY):
        yield


def proposes(cast: Cast, patients: int = 140) -> RegisterProposal:
    return propose_register(
        practice=cast.practice,
        specification=CODE,
        patients=patients,
        profile="By frailty index, then by the practice's own knowledge",
        by=cast.gita,
    )


def test_a_register_is_talked_over_returned_and_signed_off(cast: Cast) -> None:
    first = proposes(cast)
    assert first.list_size == 7423
    write_about_register(proposal=first, text="How were carers found?", by=cast.ann)
    write_about_register(proposal=first, text="From the carers' list", by=cast.gita)
    assert [each.written_by for each in messages_about(first)] == [cast.ann, cast.gita]
    decide_register(proposal=first, agreed=False, reason="Add housebound people", by=cast.ann)

    second = decide_register(
        proposal=proposes(cast, 149), agreed=True, reason="Sense-checked", by=cast.ann
    )

    assert second.status == "agreed"
    with pytest.raises(ValidationError, match="signed off"):
        proposes(cast, 150)
    with pytest.raises(PermissionDenied):
        write_about_register(proposal=second, text="Hello", by=cast.jon)


def test_partners_stand_for_one_another_until_a_day(cast: Cast) -> None:
    other = Organisation.objects.get(code="C86002")
    said = {"practice": cast.practice, "specification": CODE, "by": cast.gita}
    named = name_partner(partner=other, starts_on=date(2016, 10, 1), **said)

    assert partners_of(other, CODE, date(2016, 10, 1)) == [cast.practice]
    assert partners_of(cast.practice, CODE, date(2016, 10, 1)) == [other]
    with pytest.raises(ValidationError, match="partner already"):
        name_partner(
            practice=other,
            partner=cast.practice,
            specification=CODE,
            starts_on=date(2016, 10, 1),
            by=cast.ann,
        )
    with pytest.raises(ValidationError, match="another practice than your own"):
        name_partner(partner=cast.practice, starts_on=DAY, **said)
    with pytest.raises(PermissionDenied):
        end_partnership(partnership=named, ends_on=date(2017, 3, 31), by=cast.jon)
    with pytest.raises(ValidationError, match="not be before"):
        end_partnership(partnership=named, ends_on=DAY, by=cast.gita)
    end_partnership(partnership=named, ends_on=date(2017, 3, 31), by=cast.gita)
    assert partners_of(other, CODE, date(2017, 4, 1)) == []
    assert Partnership.objects.count() == 1


def test_the_ccg_asks_how_funding_was_used_and_the_practice_answers_by_category(
    cast: Cast,
) -> None:
    question = ask_about_funding(
        practice=cast.practice,
        specification=CODE,
        reason="Value for money",
        due_on=date(2016, 10, 31),
        by=cast.ann,
    )
    with pytest.raises(PermissionDenied, match="says how it used"):
        answer_about_funding(question=question, uses={}, note="", by=cast.ann)
    with pytest.raises(ValidationError, match="at least one category"):
        answer_about_funding(
            question=question, uses={"clinical": Decimal(0)}, note="", by=cast.gita
        )

    for amount in ("1200.00", "1300.50"):
        answer_about_funding(
            question=question, uses={"clinical": Decimal(amount)}, note="Nurse", by=cast.gita
        )

    kept = FundingQuestion.objects.get()
    assert (kept.answered_by, kept.answered_on) == (cast.gita, DAY)
    assert [(each.category, each.amount) for each in kept.uses.all()] == [
        ("clinical", Decimal("1300.50"))
    ]


def test_only_the_ccg_asks_and_not_for_a_day_that_has_passed(cast: Cast) -> None:
    said = {"practice": cast.practice, "specification": CODE, "reason": "Value for money"}
    with pytest.raises(PermissionDenied):
        ask_about_funding(due_on=date(2016, 10, 31), by=cast.gita, **said)
    with pytest.raises(ValidationError, match="today or in the future"):
        ask_about_funding(due_on=date(2016, 9, 1), by=cast.ann, **said)


def test_sign_ups_are_shared_with_every_director_once_the_date_has_passed(
    cast: Cast, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with as_if_today(date(2020, 5, 29)), pytest.raises(ValidationError, match="until 29 May 2020"):
        share_sign_ups(specification="proactive-care", by=cast.ann)
    with as_if_today(date(2020, 6, 1)):
        with django_capture_on_commit_callbacks(execute=True):
            share_sign_ups(specification="proactive-care", by=cast.ann)
        with pytest.raises(ValidationError, match="today already"):
            share_sign_ups(specification="proactive-care", by=cast.ann)
        with pytest.raises(PermissionDenied):
            share_sign_ups(specification="proactive-care", by=cast.leo)

    task = Task.objects.get(specification="proactive-care", code="share-sign-ups")
    assert (task.done_on, task.done_by) == (date(2020, 6, 1), cast.ann)
    told = ["ada@pcn.example", "jon@pcn.example", "leo@pcn.example"]
    assert SharedSignUps.objects.get().sent_to == told
    assert [each.to for each in mailoutbox] == [[each] for each in told]
    assert "/sign-ups/proactive-care/" in mailoutbox[0].body
