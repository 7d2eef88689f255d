"""A return's form: kept as it is typed, sent once, asked back, opened again and judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404

from commissioning.clock import as_if_today
from commissioning.models import AuditEvent, Organisation, User
from practices.actions.judging_returns import ask_back, judge_return, keep_return, reopen_return
from practices.actions.partnerships import name_partner
from practices.actions.return_forms import OvertakenError, save_answers, send_form
from practices.models import Return, ReturnForm, ReturnStep
from practices.rules.return_requests import ReturnKey
from tests.factories.files import break_the_audit_trail_at
from tests.factories.years import Year
from tests.integration.practices.return_people import REPORT, ROW, WRITTEN, people_of

pytestmark = pytest.mark.django_db

EVALUATION = ReturnKey("proactive-care", "evaluation", "C86001")
GATEWAY = ReturnKey("proactive-care", "gateway", "C86001")
GROUP = ReturnKey("proactive-care", "gateway", "U72999")
QUARTER = ReturnKey("coordinated-care", "quarterly-report", "C86001", date(2016, 12, 31))


@pytest.fixture
def people(year: Year, settings: Any) -> dict[str, User]:
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    return people_of(year)


def written(form: ReturnKey, answers: dict[str, Any], by: User) -> ReturnForm:
    return save_answers(form=form, answers=answers, revision=0, by=by)


def sent(form: ReturnKey, answers: dict[str, Any], by: User) -> ReturnStep:
    draft = written(form, answers, by)
    return send_form(form=form, revision=draft.revision, by=by)


def fact(code: str = "C86001") -> tuple[date, bool | None] | None:
    found = Return.objects.filter(organisation__code=code).first()
    return (found.submitted_on, found.met) if found else None


def test_a_draft_keeps_what_is_unfinished_and_wrong(people: dict[str, User]) -> None:
    draft = written(
        QUARTER, {"reviewed": "most", "admissions": "-3", "feedback": " x\r\n\0y "}, people["gita"]
    )
    assert draft.answers == {"reviewed": "most", "admissions": "-3", "feedback": "x\ny"}
    assert fact() is None
    with pytest.raises(ValidationError) as refused:
        send_form(form=QUARTER, revision=draft.revision, by=people["gita"])
    said = refused.value.message_dict
    assert said["reviewed"] == [
        (
            "Your answer to “What share of the register was reviewed in the quarter?” must be a"
            " percentage from 0 to 100, like 62.5"
        )
    ]
    assert "must be a whole number, like 150" in said["admissions"][0]
    assert said["benefits"][0].startswith("Enter an answer to")
    assert "with-practices" not in said
    assert fact() is None
    assert not ReturnStep.objects.filter(kind="sent").exists()


def test_sending_writes_the_fact_and_keeps_what_was_sent(people: dict[str, User]) -> None:
    step = sent(EVALUATION, WRITTEN, people["gita"])
    assert (step.number, step.answers, step.version.code) == (1, WRITTEN, "proactive-care")
    assert len(step.sha256) == 64
    assert fact() == (date(2021, 2, 15), None)
    events = AuditEvent.objects.values_list("event", flat=True)
    assert {"return draft begun", "return sent", "return added"} <= set(events)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReturnStep.objects.filter(pk=step.pk).update(answers={})


def test_sent_twice_is_sent_once(people: dict[str, User]) -> None:
    step = sent(EVALUATION, WRITTEN, people["gita"])
    assert send_form(form=EVALUATION, revision=1, by=people["gita"]) == step
    assert ReturnStep.objects.filter(kind="sent").count() == 1
    with pytest.raises(PermissionDenied, match="ask for it back"):
        written(EVALUATION, {"barriers": "None"}, people["gita"])


def test_the_second_to_save_is_told_and_nothing_of_the_first_is_lost(
    people: dict[str, User],
) -> None:
    first = written(EVALUATION, {"worked-well": "", "barriers": ""}, people["gita"])
    save_answers(
        form=EVALUATION, answers={"barriers": "Time"}, revision=first.revision, by=people["hal"]
    )
    with pytest.raises(OvertakenError) as told:
        save_answers(
            form=EVALUATION,
            answers={"barriers": "Staff"},
            revision=first.revision,
            by=people["gita"],
        )
    assert told.value.form.answers["barriers"] == "Time"
    assert str(told.value) == "Hal saved this while you were writing"
    # the same again is no clash, and what nobody else touched is saved
    save_answers(
        form=EVALUATION, answers={"barriers": "Time"}, revision=first.revision, by=people["gita"]
    )
    with pytest.raises(OvertakenError):
        send_form(form=EVALUATION, revision=first.revision, by=people["gita"])


def test_no_draft_holds_patient_data_and_none_of_it_is_half_saved(
    people: dict[str, User],
) -> None:
    with pytest.raises(ValidationError) as refused:
        written(EVALUATION, {"barriers": "Time", "changes": "Ask 943 476 5919"}, people["gita"])
    assert list(refused.value.message_dict) == ["changes"]
    with pytest.raises(ValidationError, match="10,000 characters or fewer"):
        written(EVALUATION, {"barriers": "x" * 10_001}, people["gita"])
    assert not ReturnForm.objects.exists()


def test_nothing_is_kept_without_the_audit_trail(people: dict[str, User]) -> None:
    draft = written(EVALUATION, WRITTEN, people["gita"])
    break_the_audit_trail_at("return sent")
    with pytest.raises(DatabaseError), transaction.atomic():
        send_form(form=EVALUATION, revision=draft.revision, by=people["gita"])
    assert fact() is None
    assert ReturnForm.objects.get().status == "draft"


def test_others_write_send_and_judge_nothing(people: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied, match="Only C86001"):
        written(EVALUATION, WRITTEN, people["other"])
    with pytest.raises(PermissionDenied, match="Only C86001"):
        written(EVALUATION, WRITTEN, people["director"])
    sent(EVALUATION, WRITTEN, people["gita"])
    with pytest.raises(PermissionDenied, match="whether a return meets"):
        judge_return(form=EVALUATION, outcome="met", reason="", by=people["gita"])
    with pytest.raises(PermissionDenied, match="opens a return again"):
        reopen_return(form=EVALUATION, reason="x", by=people["gita"])
    with pytest.raises(Http404):
        written(ReturnKey("proactive-care", "evaluation", "U72999"), WRITTEN, people["director"])
    with pytest.raises(Http404):
        written(
            ReturnKey("proactive-care", "evaluation", "C86001", date(2020, 6, 30)),
            {},
            people["gita"],
        )


def test_what_is_asked_back_counts_until_it_is_opened_again(people: dict[str, User]) -> None:
    with as_if_today(date(2021, 2, 10)):
        first = sent(EVALUATION, WRITTEN, people["gita"])
    with pytest.raises(ValidationError, match="Enter why you need it back"):
        ask_back(form=EVALUATION, reason=" ", by=people["gita"])
    ask_back(form=EVALUATION, reason="The wrong draft", by=people["gita"])
    assert fact() == (date(2021, 2, 10), None)
    reopen_return(form=EVALUATION, reason="As asked", by=people["amal"], again_by=date(2021, 3, 5))
    assert fact() is None
    draft = written_again(EVALUATION, {"barriers": "Time and staff"}, people["hal"])
    with as_if_today(date(2021, 3, 5)):
        second = send_form(form=EVALUATION, revision=draft.revision, by=people["hal"])
    assert fact() == (date(2021, 2, 10), None), "sent again in time it counts from the first day"
    assert second.number == 2
    first.refresh_from_db()
    assert first.answers == WRITTEN, "the earlier one stays readable"


def written_again(form: ReturnKey, answers: dict[str, Any], by: User) -> ReturnForm:
    now = ReturnForm.objects.get(organisation__code=form.organisation, code=form.code)
    return save_answers(form=form, answers=answers, revision=now.revision, by=by)


def test_sent_again_too_late_counts_from_that_day(people: dict[str, User]) -> None:
    with as_if_today(date(2021, 2, 10)):
        sent(EVALUATION, WRITTEN, people["gita"])
    reopen_return(form=EVALUATION, reason="x", by=people["amal"], again_by=date(2021, 2, 20))
    with as_if_today(date(2021, 2, 21)):
        send_form(form=EVALUATION, revision=ReturnForm.objects.get().revision, by=people["gita"])
    assert fact() == (date(2021, 2, 21), None)


def test_a_request_can_be_answered_no(people: dict[str, User]) -> None:
    sent(EVALUATION, WRITTEN, people["gita"])
    ask_back(form=EVALUATION, reason="Second thoughts", by=people["gita"])
    keep_return(form=EVALUATION, reason="It is complete", by=people["amal"])
    assert ReturnForm.objects.get().status == "sent"
    assert fact() == (date(2021, 2, 15), None)


def test_an_incomplete_report_waits_for_the_ccg_even_when_it_is_sent_again(
    people: dict[str, User],
) -> None:
    with as_if_today(date(2017, 1, 20)):
        sent(QUARTER, REPORT, people["gita"])
    with as_if_today(date(2017, 2, 3)):
        judge_return(form=QUARTER, outcome="incomplete", reason="No figures", by=people["amal"])
    assert fact() == (date(2017, 1, 20), False)
    with as_if_today(date(2017, 2, 14)):
        draft = written_again(QUARTER, {"benefits": "31 fewer admissions"}, people["gita"])
        send_form(form=QUARTER, revision=draft.revision, by=people["gita"])
    assert fact() == (date(2017, 1, 20), False), "it holds like a missing one"
    with as_if_today(date(2017, 2, 15)):
        judge_return(form=QUARTER, outcome="met", reason="", by=people["amal"])
    assert fact() == (date(2017, 2, 14), True)


def test_nobody_judges_what_they_sent_themselves(people: dict[str, User]) -> None:
    sent(EVALUATION, WRITTEN, people["amal"])
    with pytest.raises(PermissionDenied, match="another person of the team judges it"):
        judge_return(form=EVALUATION, outcome="met", reason="", by=people["amal"])
    judge_return(form=EVALUATION, outcome="met", reason="", by=people["beth"])
    assert fact() == (date(2021, 2, 15), True)


def test_a_return_that_came_on_paper_can_be_judged_and_opened(people: dict[str, User]) -> None:
    practice = Organisation.objects.get(code="C86001")
    Return.objects.create(
        organisation=practice,
        specification="proactive-care",
        code="evaluation",
        submitted_on=date(2021, 2, 5),
    )
    judge_return(
        form=EVALUATION, outcome="not met", reason="Two pages are missing", by=people["amal"]
    )
    assert fact() == (date(2021, 2, 5), False)
    reopen_return(form=EVALUATION, reason="To add them", by=people["amal"])
    assert fact() is None
    draft = written_again(EVALUATION, WRITTEN, people["gita"])
    send_form(form=EVALUATION, revision=draft.revision, by=people["gita"])
    assert fact() == (date(2021, 2, 15), None)


def test_a_group_is_whole_when_its_director_has_answered_and_every_row_is_there(
    people: dict[str, User],
) -> None:
    row = sent(GATEWAY, ROW, people["gita"])
    assert row.answers["plan-of-doctorlink"] == "Connected by 1 December"
    assert fact("C86001") == (date(2021, 2, 15), None)
    sent(GROUP, {"data-sharing": "yes", "signed-by": "Leo Birch"}, people["director"])
    assert fact("U72999") is None, "a row is missing"
    other = ReturnKey("proactive-care", "gateway", "C86002")
    sent(other, ROW, people["other"])
    assert fact("U72999") == (date(2021, 2, 15), None)
    reopen_return(form=other, reason="Signed by the wrong person", by=people["amal"])
    assert fact("U72999") is None
    assert fact("C86001") is not None


def test_a_practice_alone_answers_the_groups_question_too(people: dict[str, User]) -> None:
    alone = ROW | {"sent-how": "Alone, for this practice"}
    draft = written(GATEWAY, alone, people["gita"])
    with pytest.raises(ValidationError) as refused:
        send_form(form=GATEWAY, revision=draft.revision, by=people["gita"])
    assert list(refused.value.message_dict) == ["data-sharing"]
    draft = written_again(GATEWAY, {"data-sharing": "yes"}, people["gita"])
    step = send_form(form=GATEWAY, revision=draft.revision, by=people["gita"])
    assert step.answers["data-sharing"] == "yes"
    assert fact() is not None


def test_a_plan_is_asked_only_of_who_has_one(people: dict[str, User]) -> None:
    draft = written(GATEWAY, {**ROW, "plan-of-doctorlink": ""}, people["gita"])
    with pytest.raises(ValidationError, match="What is the plan, and by when"):
        send_form(form=GATEWAY, revision=draft.revision, by=people["gita"])
    draft = written_again(GATEWAY, {"doctorlink": "no"}, people["gita"])
    step = send_form(form=GATEWAY, revision=draft.revision, by=people["gita"])
    assert "plan-of-doctorlink" not in step.answers


def test_a_group_reports_together_and_each_is_received(people: dict[str, User]) -> None:
    practice, partner = (Organisation.objects.get(code=each) for each in ("C86001", "C86002"))
    joint = REPORT | {"also-for": ["C86002 Practice C86002", "C86003 Practice C86003"]}
    with as_if_today(date(2017, 1, 20)):
        name_partner(
            practice=practice,
            partner=partner,
            specification="coordinated-care",
            starts_on=date(2016, 10, 1),
            by=people["gita"],
        )
        draft = written(QUARTER, joint, people["gita"])
        with pytest.raises(ValidationError, match="Choose an answer to"):
            send_form(form=QUARTER, revision=draft.revision, by=people["gita"])
        draft = written_again(QUARTER, {"also-for": ["C86002 Practice C86002"]}, people["gita"])
        send_form(form=QUARTER, revision=draft.revision, by=people["gita"])
    assert fact("C86002") == (date(2017, 1, 20), None)
    assert fact("C86003") is None
    judge_return(form=QUARTER, outcome="incomplete", reason="No figures", by=people["amal"])
    assert fact("C86002") == (date(2017, 1, 20), False)
    reopened = ReturnForm.objects.get()
    assert reopened.status == "reopened"
