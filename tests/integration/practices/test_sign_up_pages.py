"""The boards, the forms and the to-dos of signing up, as requests answer them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from commissioning.clock import as_if_today
from commissioning.models import User
from commissioning.web.pdf import ExportError
from payments.selectors.to_do import SOURCES as PAYMENTS
from practices.actions.deviations import ask_for_deviation
from practices.actions.requests import comment_on
from practices.exports import receipts
from practices.models import Chase, Deviation, SignUp, SignUpRequest
from practices.selectors.to_do import sign_ups as to_do
from tests.factories.taking_part import IN_TIME, LATE, Cast, acting
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
HERE = "/sign-ups/proactive-care/C86001/"
ANSWER = {
    "answer-proactive-care": "signed",
    "answer-care-homes": "declined",
    "signatory_name": "Dr Gita Thorn",
    "signatory_role": "GP partner",
    "register": "150",
}
SOURCES = (to_do.answers, to_do.funding, to_do.registers, to_do.requests)


@pytest.fixture
def cast(year: Year, settings: Any) -> Cast:
    settings.COMMISSIONING_TODAY = IN_TIME
    return Cast(year)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def titles(person: User, on: date) -> list[str]:
    person = User.objects.get(pk=person.pk)
    with as_if_today(on):
        return [each.title for source in SOURCES for each in source(person, on)]


def test_an_answer_is_checked_before_it_is_sent_and_nothing_is_saved_until_then(
    cast: Cast,
) -> None:
    client = signed_in(cast.gita)
    checked = client.post(f"{HERE}answer/", ANSWER)

    assert "Check your answers" in checked.content.decode()
    assert not SignUp.objects.exists()
    sent = client.post(f"{HERE}answer/", ANSWER | {"confirm": "yes"})
    assert sent.headers["Location"] == f"{HERE}receipt/"
    assert "proactive-care/C86001/2020-05-20" in client.get(f"{HERE}receipt/").content.decode()
    assert dict(SignUp.objects.values_list("element", "response")) == {
        "proactive-care": "signed",
        "care-homes": "declined",
    }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("answer-care-homes", "perhaps", "Select a valid choice"),
        ("register", "a few", "The register must be a whole number, like 150"),
        ("register", "-1", "The register must be 0 or more"),
        ("register", "100000", "The register must be 99,999 or fewer"),
        ("signatory_name", "", "Enter the name of the person who signs"),
        ("signatory_name", "943 476 5919", "looks like an NHS number"),
        ("signatory_role", "x" * 201, "200"),
        ("signatory_role", "a\0b", "Null characters are not allowed"),
    ],
)
def test_bad_input_is_named_and_nothing_is_saved(
    cast: Cast, field: str, value: str, said: str
) -> None:
    answer = signed_in(cast.gita).post(f"{HERE}answer/", ANSWER | {field: value, "confirm": "yes"})

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not SignUp.objects.exists()


def test_a_receipt_is_only_for_what_was_answered(cast: Cast) -> None:
    for path in ("receipt/", "receipt/receipt.pdf"):
        assert signed_in(cast.gita).get(f"{HERE}{path}").status_code == 404


@pytest.mark.usefixtures("pango")
def test_the_receipt_is_a_tagged_pdf_that_does_not_change_with_the_day(
    cast: Cast, settings: Any
) -> None:
    client = signed_in(cast.gita)
    client.post(f"{HERE}answer/", ANSWER | {"confirm": "yes"})
    assert f'href="{HERE}receipt/receipt.pdf"' in client.get(f"{HERE}receipt/").content.decode()

    answer = client.get(f"{HERE}receipt/receipt.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    named = 'filename="C86001_proactive-care_receipt-2020-05-20.pdf"'
    assert named in answer.headers["Content-Disposition"]
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "Receipt: Proactive Care 2020/21 with COVID-19 care home support",
        "Practice C86001 (C86001)",
        "proactive-care/C86001/2020-05-20",
        "Dr Gita Thorn, GP partner",
        "Declined",
    ):
        assert said in text
    settings.COMMISSIONING_TODAY = LATE
    assert client.get(f"{HERE}receipt/receipt.pdf").content == answer.content


def test_a_receipt_that_cannot_be_printed_says_what_is_missing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ExportError("PDF printing is not installed: apt-get install -y libpango-1.0-0")

    client = signed_in(cast.gita)
    client.post(f"{HERE}answer/", ANSWER | {"confirm": "yes"})
    monkeypatch.setattr(receipts, "pdf", fail)

    answer = client.get(f"{HERE}receipt/receipt.pdf")

    assert answer.status_code == 503
    assert "apt-get install -y libpango-1.0-0" in answer.content.decode()


def test_the_board_says_who_has_signed_and_what_each_may_see(cast: Cast, year: Year) -> None:
    far = year.a_practice("C86099", "FAR AWAY", network=cast.elsewhere)
    year.signs(cast.practice, "proactive-care")
    year.signs(far, response="declined")

    def shown(person: User, asked: str = "") -> str:
        path = f"/sign-ups/proactive-care/?export=csv{asked}"
        return signed_in(person).get(path).content.decode("utf-8-sig")

    whole = shown(cast.ann)
    assert "Signed in part" in whole
    assert "Declined" in whole
    assert "Not answered" in whole
    assert "Far Away" not in shown(cast.leo)
    assert "Far Away" in shown(cast.jon)
    assert shown(cast.gita).count("(C86") == 1
    assert "C86001" not in shown(cast.ann, "&answer=none")
    assert "C86001" in shown(cast.ann, "&answer=signed&element=proactive-care")
    assert "C86099" in shown(cast.ann, "&network=U36746")
    assert shown(cast.ann, "&q=far+away").count("C86") == 1
    page = signed_in(cast.ann).get("/sign-ups/proactive-care/").content.decode()
    assert "1 signed, 1 declined, 2 not answered" in page
    assert signed_in(cast.ann).get("/sign-ups/nothing/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sign-ups/", "/sign-ups/proactive-care/", "/deviations/", "/chases/"]
)
def test_pages_cost_the_same_however_many_practices_there_are(
    cast: Cast, year: Year, path: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.ann)
    client.get(path)
    with django_assert_max_num_queries(40) as few:
        client.get(path)
    for number in range(10):
        practice = year.a_practice(f"C8700{number}", f"PRACTICE {number}")
        year.signs(practice)
        person = acting(f"p{number}@gp.example", "practice", practice)  # type: ignore[arg-type]
        ask_for_deviation(
            practice=practice,
            specification="proactive-care",
            element="care-homes",
            text="Shared",
            starts_on=date(2020, 6, 1),
            by=person,
        )
        Chase.objects.create(
            organisation=practice,
            specification="proactive-care",
            about="sign-up",
            chased_by=cast.ann,
            chased_on=IN_TIME,
            sent_to=["a@gp.example"],
        )
    with django_assert_max_num_queries(len(few)):
        client.get(path)


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:1"])
def test_a_chase_leads_back_to_this_site_alone(cast: Cast, back: str) -> None:
    said = {
        "organisation": "C86001",
        "specification": "proactive-care",
        "about": "sign-up",
        "back": back,
    }
    answer = signed_in(cast.ann).post("/chases/send/", said)

    assert answer.headers["Location"] == "/chases/"
    assert Chase.objects.get().sent_to == ["gita@gp.example"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"specification": "proactive-care", "about": "gardens", "organisation": "C86001"},
        {"specification": "proactive-care", "about": "sign-up", "quarter": "yesterday"},
        {"specification": "no such", "about": "sign-up", "everyone": "on"},
    ],
)
def test_a_chase_that_names_nothing_sends_nothing(cast: Cast, wrong: dict[str, str]) -> None:
    client = signed_in(cast.ann)
    answer = client.post("/chases/send/", wrong)

    assert answer.status_code == 302
    assert "Nobody was chased" in client.get(answer.headers["Location"]).content.decode()
    assert not Chase.objects.exists()


def test_each_has_their_own_part_to_do(cast: Cast, year: Year) -> None:
    assert "Sign up, or decline: " in titles(cast.gita, IN_TIME)[0]
    assert any("Opt out, or stay in" in each for each in titles(cast.gita, IN_TIME))
    assert not any("Opt out, or stay in" in each for each in titles(cast.gita, LATE))
    assert any("3 practices have not answered" in each for each in titles(cast.ann, LATE))
    year.signs(cast.practice)
    assert not any("Sign up" in each for each in titles(cast.gita, IN_TIME))
    with as_if_today(IN_TIME):
        deviation = ask_for_deviation(
            practice=cast.practice,
            specification="proactive-care",
            element="care-homes",
            text="Shared",
            starts_on=date(2020, 6, 1),
            by=cast.gita,
        )
    name = "a deviation of Practice C86001"
    assert f"Comment on {name}" in titles(cast.leo, IN_TIME)
    assert f"Comment on {name}" not in titles(cast.jon, IN_TIME)
    assert f"Decide about {name}" in titles(cast.ann, IN_TIME)
    assert f"The CCG decides about {name}" in titles(cast.gita, IN_TIME)
    with as_if_today(IN_TIME):
        comment_on(practice_request=deviation, text="Fine", by=cast.leo)
    assert f"Comment on {name}" not in titles(cast.leo, IN_TIME)
    payments = [
        each.title for source in PAYMENTS for each in source(User.objects.get(pk=cast.ann.pk), LATE)
    ]
    assert f"Decide about payment: {name}" in payments


def test_to_dos_cost_the_same_however_many_there_are(
    cast: Cast, year: Year, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        person = User.objects.get(pk=cast.ann.pk)
        with as_if_today(LATE), django_assert_max_num_queries(40) as spent:
            for source in (*SOURCES, *PAYMENTS):
                list(source(person, LATE))
        return len(spent)

    few = cost()
    for number in range(8):
        practice = year.a_practice(f"C8700{number}", f"PRACTICE {number}")
        Deviation.objects.create(
            practice=practice,
            specification="proactive-care",
            version=year.publisher.published_specifications.get(code="proactive-care"),
            element="care-homes",
            text="Shared",
            starts_on=LATE,
            element_starts_on=date(2020, 6, 1),
            asked_by=cast.gita,
            asked_on=LATE,
        )
    assert cost() == few


def test_a_request_is_sent_and_taken_back_on_the_site(cast: Cast, settings: Any) -> None:
    settings.COMMISSIONING_TODAY = LATE
    client = signed_in(cast.gita)
    said = {
        "wish": "take part",
        "element": "",
        "starts_on-day": "13",
        "starts_on-month": "7",
        "starts_on-year": "2020",
        "reason": "We found staff",
        "signatory_name": "Dr Gita Thorn",
        "signatory_role": "GP partner",
    }
    wrong = client.post(f"{HERE}ask/", said | {"starts_on-year": "2022"})
    assert "outside the specification" in wrong.content.decode()
    sent = client.post(f"{HERE}ask/", said)
    request = SignUpRequest.objects.get()
    assert sent.headers["Location"] == f"/sign-up-requests/{request.pk}/"
    assert signed_in(cast.ann).post(f"/sign-up-requests/{request.pk}/withdraw/").status_code == 403
    client.post(f"/sign-up-requests/{request.pk}/withdraw/")
    request.refresh_from_db()
    assert request.status == "withdrawn"
