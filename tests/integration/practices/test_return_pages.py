"""The pages of returns: who may open them, what they keep, and that they say what is wrong."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from commissioning.models import Attachment, Organisation, User
from commissioning.specifications.schema import read_specification
from practices.actions.return_forms import save_answers, send_form
from practices.models import Chase, Discussion, Indicator, Return, ReturnForm
from practices.rules.return_requests import ReturnKey
from tests.architecture.test_specifications import FILES
from tests.factories.years import Year
from tests.integration.practices.return_people import REPORT, ROW, WRITTEN, people_of

pytestmark = pytest.mark.django_db

EVALUATION = ReturnKey("proactive-care", "evaluation", "C86001")
GATEWAY = ReturnKey("proactive-care", "gateway", "C86001")
GROUP = ReturnKey("proactive-care", "gateway", "U72999")
ASSURANCE = ReturnKey("coordinated-care", "assurance", "C86001")
QUARTER = ReturnKey("coordinated-care", "quarterly-report", "C86001", date(2016, 12, 31))


@pytest.fixture
def people(year: Year, settings: Any) -> dict[str, User]:
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    return people_of(year)


class Window:
    """One person at a browser."""

    def __init__(self, person: User) -> None:
        self.client = Client()
        self.client.force_login(person)

    def opens(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, answer
        return words(answer)

    def sends(self, path: str, status: int = 302, **typed: Any) -> str:
        answer = self.client.post(path, {k.replace("__", "-"): v for k, v in typed.items()})
        assert answer.status_code == status, words(answer)
        return answer.headers.get("Location", "") or words(answer)


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def post(window: Window, path: str, typed: dict[str, Any], status: int = 302) -> str:
    answer = window.client.post(path, typed)
    assert answer.status_code == status, words(answer)
    return answer.headers.get("Location", "") or words(answer)


def sent(form: ReturnKey, answers: dict[str, Any], by: User) -> None:
    draft = save_answers(form=form, answers=answers, revision=0, by=by)
    send_form(form=form, revision=draft.revision, by=by)


def test_every_return_of_every_specification_can_be_filled_in(people: dict[str, User]) -> None:
    gita, director = Window(people["gita"]), Window(people["director"])
    seen = 0
    for path in FILES:
        specification = read_specification(path.read_text())
        for asked in specification.returns:
            for occasion in asked.occasions:
                for owner, window in (("C86001", gita), ("U72999", director)):
                    form = ReturnKey(specification.code, asked.code, owner, occasion.quarter)
                    answer = window.client.get(f"/returns/{form}/answers/")
                    if answer.status_code == 404:
                        continue
                    seen += 1
                    said = words(answer)
                    wanted = [
                        each
                        for each in asked.questions
                        if not asked.row_per_practice or each.per_group == (owner == "U72999")
                    ]
                    for question in wanted:
                        assert question.ask in said
                    assert "Save and come back later" in said
    assert seen == 11


def test_a_practice_writes_checks_sends_and_has_a_receipt(people: dict[str, User]) -> None:
    gita = Window(people["gita"])
    assert "Not started" in gita.opens(f"/returns/{EVALUATION}/")
    typed = WRITTEN | {"changes": "", "revision": "0"}
    assert (
        post(gita, f"/returns/{EVALUATION}/answers/", typed | {"then": "later"})
        == f"/returns/{EVALUATION}/"
    )
    assert "Your draft is saved" in gita.opens(f"/returns/{EVALUATION}/")
    assert "Visits were planned" in gita.opens(f"/returns/{EVALUATION}/answers/")
    said = post(gita, f"/returns/{EVALUATION}/answers/", typed | {"barriers": "Staff"}, status=200)
    assert "Which one stands?" in said, "the number in the form is an old one"
    typed["revision"] = "1"
    said = post(gita, f"/returns/{EVALUATION}/answers/", typed | {"barriers": "Staff"}, status=200)
    assert "Enter an answer to “What would you change, given the chance?”" in said
    assert ReturnForm.objects.get().answers["barriers"] == "Staff", "kept though it is unfinished"
    assert "What is still missing" in gita.opens(f"/returns/{EVALUATION}/check/")
    typed |= {"revision": "2", "barriers": "Staff", "changes": "More"}
    assert post(gita, f"/returns/{EVALUATION}/answers/", typed) == f"/returns/{EVALUATION}/check/"
    assert "Confirm and send" in gita.opens(f"/returns/{EVALUATION}/check/")
    for _ in range(2):
        where = post(gita, f"/returns/{EVALUATION}/check/", {"revision": "3"})
        assert where == f"/returns/{EVALUATION}/sent/1/"
    said = gita.opens(where)
    assert "Evaluation of proactive care sent" in said
    assert "Staff" in said
    assert Return.objects.get().submitted_on == date(2021, 2, 15)
    assert "Received" in gita.opens(f"/returns/{EVALUATION}/")


def test_the_receipt_is_a_tagged_pdf(people: dict[str, User]) -> None:
    sent(EVALUATION, WRITTEN, people["gita"])
    gita = Window(people["gita"])
    answer = gita.client.get(f"/returns/{EVALUATION}/sent/1/receipt.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "Receipt: Evaluation of proactive care" in text
    assert "One template for all" in text
    assert ReturnForm.objects.get().steps.last().sha256[:8] in text
    assert gita.client.get(f"/returns/{EVALUATION}/sent/1/receipt.pdf").content == answer.content
    gita.opens(f"/returns/{EVALUATION}/sent/2/receipt.pdf", status=404)


def test_two_people_at_once_are_shown_both_and_choose(people: dict[str, User]) -> None:
    save_answers(form=EVALUATION, answers=WRITTEN, revision=0, by=people["gita"])
    path = f"/returns/{EVALUATION}/answers/"
    post(Window(people["hal"]), path, WRITTEN | {"barriers": "Hal’s", "revision": "1"})
    gita = Window(people["gita"])
    mine = WRITTEN | {"barriers": "Gita’s", "changes": "All new", "revision": "1"}
    said = post(gita, path, mine, status=200)
    assert "Hal saved this while you were writing" in said
    assert "Hal’s" in said
    assert "Gita’s" in said
    assert ReturnForm.objects.get().answers["barriers"] == "Hal’s"
    settle = mine | {"revision": "2", "settle": "yes", "keep-barriers": "theirs"}
    assert "Choose which answer to “What would you change" in post(gita, path, settle, status=200)
    post(gita, path, settle | {"keep-changes": "mine"})
    found = ReturnForm.objects.get()
    assert (found.answers["barriers"], found.answers["changes"]) == ("Hal’s", "All new")
    assert found.answers["worked-well"] == WRITTEN["worked-well"]


def test_a_plan_is_asked_of_who_has_one(people: dict[str, User]) -> None:
    gita = Window(people["gita"])
    typed = {k: v for k, v in ROW.items() if not k.startswith("plan")} | {"revision": "0"}
    where = post(gita, f"/returns/{GATEWAY}/answers/", typed)
    assert where == f"/returns/{GATEWAY}/further-answers/"
    assert "What is the plan, and by when? Is doctorlink" in gita.opens(where)
    assert "Enter an answer to “What is the plan" in post(
        gita, where, {"revision": "1"}, status=200
    )
    plan = {"plan-of-doctorlink": "By 1 December", "revision": "2"}
    said = post(gita, where, plan | {"revision": str(ReturnForm.objects.get().revision)})
    assert said == f"/returns/{GATEWAY}/check/"
    said = gita.opens(said)
    assert "No, with a plan" in said
    assert "By 1 December" in said
    assert "accepted until" not in said
    assert "it can still be sent, but counts only if the CCG decides to accept it" in said


def test_files_are_checked_kept_and_taken_away(people: dict[str, User]) -> None:
    gita, path = Window(people["gita"]), f"/returns/{ASSURANCE}/answers/"
    good = SimpleUploadedFile("plan.csv", b"heading,notes\n", "text/csv")
    post(gita, path, {"plan-template": good, "revision": "0", "then": "later"})
    kept = Attachment.objects.get()
    assert ReturnForm.objects.get().answers["plan-template"] == [str(kept.pk)]
    assert "plan.csv" in gita.opens(path)
    bad = SimpleUploadedFile("plan.exe", b"MZ\x00\x01", "text/plain")
    said = post(gita, path, {"plan-template": bad, "revision": "1"}, status=200)
    assert "is of a kind that is not accepted" in said
    assert Attachment.objects.count() == 1
    removed = {"remove-plan-template": str(kept.pk), "revision": "1", "then": "later"}
    post(gita, path, removed)
    assert ReturnForm.objects.get().answers["plan-template"] == []


def test_what_looks_like_a_patient_is_stopped_beside_the_question(people: dict[str, User]) -> None:
    gita = Window(people["gita"])
    typed = WRITTEN | {"barriers": "Mrs A, 943 476 5919", "revision": "0"}
    said = post(gita, f"/returns/{EVALUATION}/answers/", typed, status=200)
    assert "holds what looks like an NHS number" in said
    assert "One template for all" in said, "what was typed is still there"
    assert not ReturnForm.objects.exists()


def test_asked_back_answered_and_judged(people: dict[str, User]) -> None:
    sent(EVALUATION, WRITTEN, people["gita"])
    gita, amal = Window(people["gita"]), Window(people["amal"])
    assert "Enter the reason" in gita.sends(f"/returns/{EVALUATION}/ask-back/", 200, reason="")
    gita.sends(f"/returns/{EVALUATION}/ask-back/", reason="The wrong draft")
    assert "Asked back" in gita.opens(f"/returns/{EVALUATION}/")
    gita.opens(f"/returns/{EVALUATION}/answers/", status=403)
    said = amal.opens(f"/returns/{EVALUATION}/reopen/")
    assert "Gita asked for it back: The wrong draft" in said
    typed = {"answer": "open", "reason": "As asked"}
    wrong = {"again_by-day": "1", "again_by-month": "2", "again_by-year": "2021"}
    assert "must be 15 February 2021 or later" in post(
        amal, f"/returns/{EVALUATION}/reopen/", typed | wrong, 200
    )
    post(amal, f"/returns/{EVALUATION}/reopen/", typed)
    assert not Return.objects.exists()
    assert "Reopened" in gita.opens(f"/returns/{EVALUATION}/")
    where = post(
        gita, f"/returns/{EVALUATION}/check/", {"revision": str(ReturnForm.objects.get().revision)}
    )
    assert where.endswith("sent/2/")
    assert "This is an earlier version" in gita.opens(f"/returns/{EVALUATION}/sent/1/")
    assert "Enter what is wrong with it" in amal.sends(
        f"/returns/{EVALUATION}/judge/", 200, outcome="not met", reason=""
    )
    amal.sends(f"/returns/{EVALUATION}/judge/", outcome="met", reason="")
    assert Return.objects.get().met is True
    gita.opens(f"/returns/{EVALUATION}/judge/", status=403)


def test_others_see_nothing(people: dict[str, User]) -> None:
    other, director = Window(people["other"]), Window(people["director"])
    for path in ("", "answers/", "check/", "ask-back/", "sent/1/"):
        other.opens(f"/returns/{EVALUATION}/{path}", status=404)
    assert "Evaluation" in director.opens(f"/returns/{EVALUATION}/")
    director.opens(f"/returns/{EVALUATION}/answers/", status=403)
    for odd in (
        "/returns/proactive-care/nothing/C86001/",
        "/returns/nothing/evaluation/C86001/",
        "/returns/proactive-care/evaluation/U72999/",
        "/returns/proactive-care/evaluation/C86001/2020-12-31/",
        "/returns/proactive-care/evaluation/C86001/2020-13-31/",
        "/returns/coordinated-care/quarterly-report/C86001/",
    ):
        director.opens(odd, status=404)


def test_the_group_sees_who_is_missing(people: dict[str, User]) -> None:
    sent(GATEWAY, ROW, people["gita"])
    director = Window(people["director"])
    said = director.opens(f"/returns/{GROUP}/")
    assert "It still waits for the director’s answer for the group and the rows of C86002" in said
    assert "15 February 2021 by Gita Thorn" in said
    post(
        director,
        f"/returns/{GROUP}/answers/",
        {"data-sharing": "yes", "signed-by": "Leo Birch", "revision": "0"},
    )
    post(director, f"/returns/{GROUP}/check/", {"revision": "1"})
    assert "It still waits for the rows of C86002" in director.opens(f"/returns/{GROUP}/")


def test_the_board_counts_chases_and_exports(
    people: dict[str, User], mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    sent(EVALUATION, WRITTEN, people["gita"])
    amal = Window(people["amal"])
    said = amal.opens("/returns/")
    assert "Evaluation of proactive care" in said
    assert "Chase the one who has not sent it" in said
    with django_capture_on_commit_callbacks(execute=True):
        amal.sends("/returns/chase/", of="proactive-care/evaluation")
    assert [each.organisation.code for each in Chase.objects.all()] == ["C86002"]
    assert [each.to for each in mailoutbox] == [["other@nhs.example"]]
    assert (
        "PRACTICE C86002"
        in amal.client.get("/returns/?of=proactive-care/evaluation&export=csv")
        .content.decode()
        .upper()
    )
    assert "C86002" not in amal.opens("/returns/?of=proactive-care/evaluation&stands=received")
    assert "Nothing is like that" in amal.opens("/returns/?q=zzz")
    amal.opens("/returns/?of=nothing/at-all&stands=odd&sort=%00&after=x")
    amal.sends("/returns/chase/", 404, of="nothing")
    gita = Window(people["gita"])
    said = gita.opens("/returns/")
    assert "C86002" not in said
    assert "Chase" not in said.replace("Chased", "")
    gita.sends("/returns/chase/", 403, of="proactive-care/evaluation")


def test_answers_of_no_are_listed_and_discussed(people: dict[str, User]) -> None:
    sent(GATEWAY, ROW, people["gita"])
    amal = Window(people["amal"])
    said = amal.opens("/returns/answers-of-no/")
    assert "Does the practice actively use Optimise RX?" in said
    assert "1 no, 1 no with a plan" in said
    path = f"/returns/answers-of-no/{GATEWAY}/"
    assert "Connected by 1 December" in amal.opens(path)
    day = {"held_on-day": "12", "held_on-month": "2", "held_on-year": "2021"}
    assert "Choose which answer" in post(amal, path, day | {"note": "Talked"}, 200)
    late = day | {"held_on-year": "2022", "question": "doctorlink", "note": "Talked"}
    assert "The day cannot be in the future" in post(amal, path, late, 200)
    post(amal, path, day | {"question": "doctorlink", "note": "Talked with the lead"})
    assert Discussion.objects.get().note == "Talked with the lead"
    assert "Talked with the lead" in amal.opens(path)
    amal.opens(f"/returns/answers-of-no/{EVALUATION}/", status=404)


def test_evaluations_are_compiled(people: dict[str, User]) -> None:
    sent(EVALUATION, WRITTEN, people["gita"])
    Return.objects.create(
        organisation=Organisation.objects.get(code="C86003"),
        specification="proactive-care",
        code="evaluation",
        submitted_on=date(2021, 2, 1),
    )
    amal, there = Window(people["amal"]), "/returns/compiled/proactive-care/evaluation/"
    said = amal.opens(there)
    assert "1 of 3 sent their answers here, 1 on paper or by file, 1 are missing" in said
    assert "Visits were planned" in said
    table = amal.client.get(f"{there}all.csv").content.decode()
    assert "What stood in the way?,C86001,PRACTICE C86001,2021-02-15,Time" in table
    file = amal.client.get(f"{there}all.pdf").content
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    assert "One template for all" in " ".join(text.split())
    amal.opens("/returns/compiled/proactive-care/nothing/", status=404)


def test_indicators_are_recorded_and_corrected(people: dict[str, User]) -> None:
    amal, there = Window(people["amal"]), "/returns/indicators/"
    typed = {"year": "2016-17", "experience": "61.5", "source": "GP patient survey"}
    assert "Enter a number from 0 up" in post(amal, there, typed | {"delayed-transfers": "-1"}, 200)
    assert not Indicator.objects.exists()
    post(amal, there, typed)
    post(amal, there, typed | {"experience": "62"})
    assert [str(each.figure) for each in Indicator.objects.all()] == ["62.00"]
    assert "GP patient survey; Amal, 15 February 2021" in amal.opens(there)


def test_pages_cost_the_same_however_many_practices_there_are(
    people: dict[str, User], year: Year, django_assert_max_num_queries: Any
) -> None:
    amal = Window(people["amal"])
    amal.opens("/returns/")
    sent(GATEWAY, ROW, people["gita"])

    def counts() -> list[int]:
        found = []
        for path in (
            "/returns/",
            "/returns/?of=proactive-care/gateway",
            f"/returns/{GROUP}/",
            "/returns/answers-of-no/",
            "/returns/compiled/proactive-care/evaluation/",
        ):
            with django_assert_max_num_queries(75) as queries:
                amal.opens(path)
            found.append(len(queries))
        return found

    before = counts()
    for number in range(10):
        year.signs(year.a_practice(f"C870{number:02}", f"PRACTICE {number}"))
        sent(ReturnKey("proactive-care", "gateway", f"C870{number:02}"), ROW, people["beth"])
    assert counts() == before
    assert REPORT
