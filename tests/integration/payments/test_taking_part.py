"""Opting out with what it costs, a late one decided; a deviation's payment; what lines show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from carehomes.models import ResidentCount
from commissioning.clock import as_if_today
from commissioning.domain.periods import Month
from commissioning.models import AuditEvent
from commissioning.specifications.publishing.selectors import parsed
from payments.actions.opt_outs import decide_deviation_payment, decide_opt_out, opt_out, stay_in
from payments.models import Decision, DeviationPayment, PaymentLine
from payments.rules.named_amounts import TakenAway
from payments.selectors.opt_outs import (
    deviations_asking_visible_to,
    deviations_on,
    opt_out_effects,
    terms_of,
)
from practices.actions.deviations import ask_for_deviation, decide_deviation
from practices.models import Deviation, SignUp
from practices.rules.signatory import Signatory
from tests.factories.files import break_the_audit_trail_at
from tests.factories.taking_part import IN_TIME, LATE, Cast
from tests.factories.years import SPECIFICATIONS, Year

pytestmark = pytest.mark.django_db
DES = "enhanced-health-in-care-homes"
GITA = Signatory("Dr Gita Thorn", "GP partner")
TOLD = date(2020, 5, 29)


@pytest.fixture
def year() -> Year:
    year = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        year.signs(year.a_practice(code, f"PRACTICE {code}"))
    return year


@pytest.fixture
def cast(year: Year) -> Cast:
    return Cast(year)


def opts_out(cast: Cast, *, on: date = TOLD, **more: Any) -> SignUp:
    said = {"told_on": on, "by": cast.gita} | more
    with as_if_today(on):
        return opt_out(practice=cast.practice, specification=DES, signatory=GITA, **said)


def decides(cast: Cast, *, agreed: bool, **more: Any) -> Decision:
    said = {"reason": "As the network says", "by": cast.ann} | more
    with as_if_today(date(2020, 7, 22)):
        return decide_opt_out(practice=cast.practice, specification=DES, agreed=agreed, **said)


def paid(run: Any) -> Decimal:
    lines = PaymentLine.objects.filter(
        calculation__run=run,
        calculation__payee_code="C86001",
        calculation__specification_code=DES,
    )
    return sum((each.amount for each in lines), Decimal(0))


def test_before_opting_out_a_practice_sees_what_it_repays_and_whom_it_touches(
    cast: Cast, year: Year
) -> None:
    home = year.a_home("1-111", "ASHFIELD LODGE", 34)
    ResidentCount.objects.create(
        home=home, practice=cast.practice, counted_on=date(2020, 6, 1), residents=12
    )
    year.approved("2020-04")
    version = year.publisher.published_specifications.get(code=DES)

    effects = opt_out_effects(cast.practice, parsed(version), date(2020, 8, 2))

    ((month, amount),) = effects.months
    assert month == Month(2020, 4)
    assert amount == effects.paid
    assert amount > 0
    assert effects.network == year.network
    assert [each.code for each in effects.others] == ["C86002"]
    assert [(each.name, each.residents) for each in effects.homes] == [("ASHFIELD LODGE", 12)]


def test_opting_out_in_time_repays_everything_in_the_next_run(cast: Cast, year: Year) -> None:
    april = paid(year.approved("2020-04"))

    opts_out(cast)

    assert paid(year.approved("2020-05")) == -april
    answers = SignUp.objects.filter(specification=DES)
    assert {(each.response, each.responded_on) for each in answers} == {("declined", TOLD)}
    assert answers.first().signatory_name == GITA.name  # type: ignore[union-attr]
    assert AuditEvent.objects.get(event="opted out").by == cast.gita


def test_a_late_opt_out_counts_only_once_the_ccg_agrees(cast: Cast, year: Year) -> None:
    april = paid(year.approved("2020-04"))
    opts_out(cast, on=LATE)
    assert paid(year.approved("2020-05")) > 0

    decides(cast, agreed=True)

    assert paid(year.approved("2020-06")) < -april
    with pytest.raises(PermissionDenied, match="decided already"):
        decides(cast, agreed=False)


def test_a_practice_cannot_date_its_opt_out_back_but_the_ccg_enters_a_letters_day(
    cast: Cast,
) -> None:
    assert opts_out(cast, on=LATE, told_on=TOLD).responded_on == LATE
    with pytest.raises(PermissionDenied, match="has told the CCG already, on 6 July 2020"):
        opts_out(cast, on=LATE)


def test_the_ccg_enters_the_day_of_a_letter_and_not_a_day_to_come(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="today or in the past"):
        opts_out(cast, on=LATE, told_on=date(2020, 7, 7), by=cast.ann)

    answer = opts_out(cast, on=LATE, told_on=TOLD, by=cast.ann)

    assert (answer.responded_on, answer.answered_by) == (TOLD, cast.ann)
    with pytest.raises(PermissionDenied, match="came in time"):
        decides(cast, agreed=True)


def test_who_entered_a_late_opt_out_does_not_decide_it(cast: Cast) -> None:
    opts_out(cast, on=LATE, by=cast.ann)

    with pytest.raises(PermissionDenied, match="somebody else decides"):
        decides(cast, agreed=True)
    with pytest.raises(PermissionDenied, match="primary care team decides"):
        decides(cast, agreed=True, by=cast.gita)
    assert decides(cast, agreed=False, by=cast.beth).outcome == "refuse"


def test_an_opt_out_is_taken_back_in_time_or_while_it_waits(cast: Cast) -> None:
    said = {"practice": cast.practice, "specification": DES, "signatory": GITA, "by": cast.gita}
    with as_if_today(LATE), pytest.raises(PermissionDenied, match="has not opted out"):
        stay_in(**said)
    opts_out(cast, on=date(2020, 5, 20))
    with as_if_today(date(2020, 5, 31)):
        stay_in(**said)
    opts_out(cast, on=LATE)
    with as_if_today(date(2020, 7, 8)):
        stay_in(**said)
    assert set(SignUp.objects.filter(specification=DES).values_list("response", flat=True)) == {
        "signed"
    }
    opts_out(cast, on=date(2020, 7, 9))
    decides(cast, agreed=True)
    with as_if_today(date(2020, 8, 1)), pytest.raises(PermissionDenied, match="ask the CCG"):
        stay_in(**said)


def test_nobody_opts_out_of_what_is_signed_up_to_nor_for_another(cast: Cast) -> None:
    with as_if_today(TOLD), pytest.raises(ValidationError, match="sign up, or decline"):
        opt_out(
            practice=cast.practice,
            specification="proactive-care",
            told_on=TOLD,
            signatory=GITA,
            by=cast.gita,
        )
    with pytest.raises(PermissionDenied):
        opts_out(cast, by=cast.leo)


def test_an_opt_out_is_saved_with_its_audit_trail_or_not_at_all(cast: Cast) -> None:
    break_the_audit_trail_at("opted out")
    with pytest.raises(IntegrityError), transaction.atomic():
        opts_out(cast)
    assert not SignUp.objects.filter(specification=DES).exists()


def deviates(cast: Cast, *, on: date = IN_TIME, **more: Any) -> Deviation:
    said = {"element": "care-homes", "starts_on": date(2020, 6, 1)} | more
    with as_if_today(on):
        return ask_for_deviation(
            practice=cast.practice,
            specification="proactive-care",
            text="The weekly check-in is shared",
            by=cast.gita,
            **said,
        )


def settles(deviation: Deviation, *, on: date, by: Any, agreed: bool = True) -> Deviation:
    with as_if_today(on):
        return decide_deviation(deviation=deviation, agreed=agreed, reason="Discussed", by=by)


def pays(deviation: Deviation, *, by: Any, **more: Any) -> DeviationPayment:
    with as_if_today(date(2020, 7, 20)):
        return decide_deviation_payment(deviation=deviation, reason="Shared cover", by=by, **more)


def test_a_deviation_that_is_late_is_paid_in_full_or_less_by_decision(
    cast: Cast, year: Year
) -> None:
    full = settles(deviates(cast), on=LATE, by=cast.ann)
    less = settles(deviates(cast), on=LATE, by=cast.ann)
    assert list(deviations_asking_visible_to(cast.ann, LATE)) == [full, less]
    taken = TakenAway("aspiration", Month(2020, 6), Decimal("100.00"))

    assert pays(full, by=cast.ann).outcome == "full"
    year.approved("2020-06")
    payment = pays(less, by=cast.ann, taken=taken)

    assert payment.decision is not None
    assert (payment.decision.kind, payment.decision.figure) == ("adjustment", Decimal("-100.00"))
    run = year.approved("2020-07")
    line = PaymentLine.objects.get(calculation__run=run, calculation__term="adjustment")
    assert (line.amount, line.for_month) == (Decimal("-100.00"), date(2020, 6, 1))
    assert not deviations_asking_visible_to(cast.ann, LATE).exists()
    with pytest.raises(PermissionDenied, match="decided about payment on 20 July 2020"):
        pays(less, by=cast.beth)


def test_another_adjustment_of_the_same_month_is_never_overwritten(cast: Cast, year: Year) -> None:
    late = settles(deviates(cast), on=LATE, by=cast.ann)
    year.decides(
        cast.practice,
        "adjustment",
        "agreed",
        subject="aspiration",
        starts_on=date(2020, 6, 1),
        figure=Decimal(5),
        decided_on=date(2020, 7, 1),
    )
    taken = TakenAway("aspiration", Month(2020, 6), Decimal(1))

    with pytest.raises(ValidationError, match="choose another month"):
        pays(late, by=cast.ann, taken=taken)
    assert Decision.objects.get(kind="adjustment").figure == 5
    assert not DeviationPayment.objects.exists()


def test_only_what_is_a_question_is_decided_and_not_by_who_asked(cast: Cast) -> None:
    in_time = settles(deviates(cast), on=IN_TIME, by=cast.ann)
    with pytest.raises(PermissionDenied, match="settled before the service started"):
        pays(in_time, by=cast.ann)
    late = deviates(cast, on=LATE, starts_on=date(2020, 7, 6))
    with pytest.raises(PermissionDenied, match="decides about payments"):
        pays(late, by=cast.gita)
    Deviation.objects.filter(pk=late.pk).update(asked_by=cast.ann)
    with pytest.raises(PermissionDenied, match="You entered this yourself"):
        pays(late, by=cast.ann)


def test_a_line_shows_what_was_agreed_or_is_open_in_its_month(cast: Cast, year: Year) -> None:
    agreed = settles(deviates(cast), on=IN_TIME, by=cast.ann)
    waits = deviates(cast, on=LATE, starts_on=date(2020, 7, 6), ends_on=date(2020, 7, 31))
    settles(deviates(cast), on=IN_TIME, by=cast.ann, agreed=False)
    run = year.approved("2020-08")
    asked = parsed(year.publisher.published_specifications.get(code="proactive-care"))

    def shown(month: int, payee: str = "C86001") -> list[Deviation]:
        line = PaymentLine.objects.get(
            calculation__run=run,
            calculation__payee_code=payee,
            calculation__term="aspiration",
            for_month=date(2020, month, 1),
        )
        return deviations_on(line, asked)

    assert [shown(month) for month in (5, 6, 7, 8)] == [[], [agreed], [agreed, waits], [agreed]]
    assert shown(7, "C86002") == []
    assert terms_of(asked, "care-homes")[0][0] == "aspiration"
