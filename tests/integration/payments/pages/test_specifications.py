"""Specifications, interpretations, what they are worth, what-if, forecast and totals, as pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commissioning.models import (
    Agreement,
    Role,
    SpecificationDraft,
    SpecificationVersion,
    User,
)
from commissioning.specifications.publishing.actions import publish_specification
from commissioning.specifications.publishing.draft_actions import draft_specification
from payments.models import Budget, PaymentLine, PaymentRun
from practices.models import Membership
from tests.factories.specifications import agreed
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, acting_for, with_role, words

PUBLISH = "/specifications/publish/"


def text_of(code: str, *changes: tuple[str, str], version: str = "2020-21.5") -> str:
    """A specification's file as a new version, with changes."""
    text = SpecificationVersion.objects.filter(code=code).latest("pk").text
    for old, new in (('version = "2020-21.4"', f'version = "{version}"'), *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


DEARER = ('amount = "171.00"', 'amount = "183.50"')


@pytest.fixture
def proposed(year: Year) -> SpecificationVersion:
    """A variation of proactive care that waits for approval."""
    text = text_of("proactive-care", DEARER)
    return publish_specification(text=text, reason="the work costs more", by=year.publisher)[0]


def second() -> User:
    return User.objects.get(email="seconded@nhs.example")


def upload(client: Client, by: User, content: bytes, name: str = "next.toml") -> Any:
    client.force_login(by)
    said = {"text": SimpleUploadedFile(name, content), "reason": "next year's rates"}
    return client.post(PUBLISH, said)


# Reading


@pytest.mark.parametrize(
    "role", [Role.PRACTICE, Role.PCN_DIRECTOR, Role.LMC, Role.PRIMARY_CARE, Role.FINANCE]
)
def test_everybody_reads_what_is_commissioned(year: Year, see: Open, role: Role) -> None:
    code = {Role.PRACTICE: "C86001", Role.PCN_DIRECTOR: "U72999"}.get(role)
    organisation = year.network.__class__.objects.get(code=code) if code else None
    person = acting_for(organisation, role) if organisation else with_role(role)
    listed = words(see(person, "/specifications/"))
    assert "Proactive Care 2020/21 with COVID-19 care home support" in listed
    page = words(see(person, "/specifications/proactive-care/"))
    for said in (
        "1 June 2020 to 31 August 2020",
        "£73.08",
        "at most 2% of the raw list of 1 January 2020",
        "Does the practice use electronic prescribing",
        "Register of at least 2% of the January 2020 list at the end of quarter 3",
        "NHS Outcomes Framework, domain 2",
        "donccg.primarycare@nhs.net",
        "Specification V4.0",
        "Primary Care Commissioning Committee",
        "28, 14, 7 and 1 days before",
    ):
        assert said in page, said
    for other in ("enhanced-health-in-care-homes", "covid-costs", "coordinated-care"):
        assert see(person, f"/specifications/{other}/").status_code == 200
    assert see(person, "/specifications/nothing/").status_code == 404
    assert see(person, "/specifications/proactive-care/9/").status_code == 404


def test_the_list_searches_filters_and_exports(
    year: Year, see: Open, proposed: SpecificationVersion
) -> None:
    found = words(see(year.publisher, "/specifications/?q=costs"))
    assert "COVID-19" in found
    assert "Coordinated" not in found
    waiting = words(see(year.publisher, "/specifications/?state=waiting"))
    assert proposed.version in waiting
    assert "2020-21.4" not in waiting
    file = see(year.publisher, "/specifications/?export=csv").content.decode()
    assert len(file.strip().splitlines()) == 6


def test_practices_do_not_read_what_only_waits(
    year: Year, see: Open, proposed: SpecificationVersion
) -> None:
    practice = acting_for(year.network.__class__.objects.get(code="C86001"), Role.PRACTICE)
    path = f"/specifications/proactive-care/{proposed.version}/"
    assert see(practice, path).status_code == 404
    assert proposed.version not in words(see(practice, "/specifications/"))
    assert see(with_role(Role.LMC), path).status_code == 200
    assert "Waits for approval" in words(see(year.publisher, path))
    assert "version 2020-21.4" in words(see(year.publisher, "/specifications/proactive-care/"))


def test_the_lists_ask_no_more_as_versions_grow(
    year: Year, see: Open, proposed: SpecificationVersion
) -> None:
    def asked(path: str) -> int:
        see(year.publisher, path)
        with CaptureQueriesContext(connection) as found:
            assert see(year.publisher, path).status_code == 200
        return len(found)

    paths = ("/specifications/", "/specifications/proactive-care/", PUBLISH)
    few = [asked(path) for path in paths]
    for number in range(10):
        text = proposed.text.replace("2020-21.5", f"2020-21.x{number}")
        publish_specification(text=text, by=year.publisher)
        draft_specification(text=text.replace("21.x", "21.y"), by=year.publisher)
    assert [asked(path) for path in paths] == few


# What it is worth


def test_a_practice_sees_the_sum_of_what_it_would_be_paid(year: Year, see: Open) -> None:
    practice = acting_for(year.network.__class__.objects.get(code="C86001"), Role.PRACTICE)
    answer = see(practice, "/specifications/proactive-care/worth/")
    assert answer.headers["Location"] == "/specifications/proactive-care/worth/C86001/"
    page = words(see(practice, "/specifications/proactive-care/worth/C86001/"))
    for said in (
        "Aspiration: £25,386.66",
        "Achievement: £10,849.46",
        "If everything is signed and delivered £36,236.12",
        "List on 1 January 2020 7,423",
        "Rate 171.00",
        "148.46",
    ):
        assert said in page, said
    assert see(practice, "/specifications/proactive-care/worth/C86003/").status_code == 404
    assert see(with_role(Role.LMC), "/specifications/proactive-care/worth/").status_code == 403


def test_a_director_sees_the_networks_practices_and_the_premium(year: Year, see: Open) -> None:
    director = acting_for(year.network, Role.PCN_DIRECTOR)
    listed = words(see(director, "/specifications/enhanced-health-in-care-homes/worth/"))
    assert "C86002" in listed
    assert "C86003" not in listed
    page = words(see(director, "/specifications/enhanced-health-in-care-homes/worth/U72999/"))
    assert "£2,040.00" in page  # 34 beds at £7.50 for eight months
    for code in ("covid-costs", "coordinated-care", "enhanced-health-in-care-homes"):
        assert see(director, f"/specifications/{code}/worth/C86001/").status_code == 200


# Publishing


def test_a_file_is_checked_looked_at_published_and_approved(
    year: Year, see: Open, client: Client
) -> None:
    bad = text_of("proactive-care", DEARER, ("2020-05-29", '"soon"')).replace("183.50", "lots")
    answer = upload(client, year.publisher, bad.encode())
    said = words(answer)
    assert "The file has 2 mistakes" in said
    assert "sign_up, by: must be a day" in said
    assert "payment 1 (aspiration), rate 1, amount: must be pounds in quotes" in said
    assert not SpecificationDraft.objects.exists()

    answer = upload(client, year.publisher, text_of("proactive-care", DEARER).encode())
    draft = SpecificationDraft.objects.get()
    assert answer.headers["Location"] == f"/specifications/drafts/{draft.pk}/"
    page = words(see(year.publisher, f"/specifications/drafts/{draft.pk}/"))
    for said in (
        "What differs from version 2020-21.4",
        "Before £171.00 from 1 April 2020 After £183.50 from 1 April 2020",
        "+£5,567.25",  # 3 × (183.50 − 171) × 148.46, each to the penny
        "Payees touched 3",
        "The C86001 Practice",
    ):
        assert said in page, said
    colleague = second()
    assert "prepared this draft" in words(see(colleague, f"/specifications/drafts/{draft.pk}/"))
    path = f"/specifications/drafts/{draft.pk}/publish/"
    assert see(colleague, path, {}).status_code == 403
    answer = see(year.publisher, path, {})
    assert answer.headers["Location"] == "/specifications/proactive-care/2020-21.5/"
    version = SpecificationVersion.objects.get(version="2020-21.5")
    assert (version.approved_at, version.reason) == (None, "next year's rates")

    approve = "/specifications/proactive-care/2020-21.5/approve/"
    minute = {
        "committee": "Primary Care Committee",
        "met_on-day": "11",
        "met_on-month": "2",
        "met_on-year": "2021",
        "minute": "2021/2.7",
    }
    assert "You published this version" in words(see(year.publisher, approve))
    refused = words(see(colleague, approve, minute))
    assert "No agreement is on record from: the LMC, the clinical director" in refused
    agreed(version, year.publisher)
    blank = words(see(colleague, approve, minute | {"minute": ""}))
    assert "Enter the number of the minute" in blank
    answer = see(colleague, approve, minute)
    assert answer.headers["Location"] == "/specifications/proactive-care/2020-21.5/"
    effects = words(see(colleague, "/specifications/proactive-care/2020-21.5/affects/"))
    assert "This version is approved: what it pays is in the payment runs" in effects
    page = words(see(colleague, "/specifications/proactive-care/"))
    assert "version 2020-21.5" in page
    assert "2021/2.7" in page
    assert "letter of 12 May 2020" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 not text", "a zip file, or a Word or Excel file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a compressed file"),
        ("code = 'caf\xe9'".encode("latin-1"), "not text in UTF-8 (byte 12)"),
        ("code = 'x'".encode("utf-16"), "text in UTF-16"),
        (b"code = 'x\0'", "holds zero bytes"),
        (b"x" * (512 * 1024 + 1), "larger than a specification can be, 512 KB"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"a." * 2_000 + b"a = 1", "mistakes"),
        (b"a = " + b"{b=" * 50_000, "nested too deeply"),
        (b"a = 1" + b"0" * 10_000, "is not TOML"),
        (b"not toml at all", "is not TOML at line 1"),
        (b"\n".join(b"k%d = 1" % n for n in range(5_000)), "the first 100 of them below"),
        (b"[[payment]]\n" * 5_000, "mistakes"),
    ],
    ids=range(15),
)
def test_a_file_that_is_no_specification_is_refused_in_words(
    year: Year, client: Client, content: bytes, said: str
) -> None:
    answer = upload(client, year.publisher, content)
    assert answer.status_code == 200
    assert said in words(answer)
    assert not SpecificationDraft.objects.exists()


def test_a_version_that_exists_and_a_missing_file_are_told(year: Year, client: Client) -> None:
    text = SpecificationVersion.objects.get(code="proactive-care").text
    said = words(upload(client, year.publisher, text.encode()))
    assert "version: proactive-care 2020-21.4 is published already" in said
    said = words(client.post(PUBLISH, {}))
    assert "Choose the specification’s file" in said
    assert "Enter why this version is made" in said


# Agreement


def test_the_lmc_and_a_director_answer_for_themselves(
    year: Year, see: Open, proposed: SpecificationVersion
) -> None:
    path = f"/specifications/proactive-care/{proposed.version}/agree/"
    lmc, director = with_role(Role.LMC), acting_for(year.network, Role.PCN_DIRECTOR)
    said = {
        "party": "lmc",
        "agrees": "yes",
        "person": "Fay Stone",
        "agreed_on-day": "12",
        "agreed_on-month": "2",
        "agreed_on-year": "2021",
    }
    assert "Where it can be read" not in words(see(lmc, path))
    assert see(lmc, path, said).status_code == 302
    assert see(director, path, said | {"party": "U72999"}).status_code == 302
    other = words(see(director, path, said | {"party": "U36746"}))
    assert "Select a valid choice" in other or "Choose" in other
    assert {(each.party, each.pcn_id) for each in Agreement.objects.all()} == {
        ("lmc", None),
        ("pcn-director", year.network.pk),
    }
    no = words(see(lmc, path, said | {"agrees": "no"}))
    assert "Enter why they do not agree" in no
    # the team records what the other director said, with the evidence
    team = words(see(year.publisher, path, said | {"party": "U36746"}))
    assert "Enter where the answer can be read" in team
    more = {"party": "U36746", "evidence": "e-mail of 12 February"}
    assert see(year.publisher, path, said | more).status_code == 302
    assert see(with_role(Role.FINANCE), path).status_code == 403


# Interpretations


@pytest.mark.usefixtures("year")
def test_the_lmc_reads_what_each_reading_is_worth(see: Open) -> None:
    path = "/specifications/proactive-care/interpretations/"
    lmc = with_role(Role.LMC)
    page = words(see(lmc, f"{path}?worth=D-02"))
    assert "£73.08 for each register patient, up to 2% of the list Chosen" in page
    assert "all practices and networks" in page
    # 3 lists of 7,423: three times 10,849.46 − 10,837.58, and three times 78.66 + 33.62 less
    assert "−£35.64" in page
    assert "What each reading of D-02 comes to" in page
    assert "−£336.84" not in page
    assert "−£336.84" in words(see(lmc, f"{path}?worth=D-03"))
    assert "For whom the pounds" not in page
    assert "Read D-02 otherwise" not in page


def test_interpretations_are_shown_before_anything_is_worked_out(
    year: Year, see: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payments.views.interpretations.worth_of_options", None)
    path = "/specifications/proactive-care/interpretations/"

    answer = see(year.preparer, f"{path}?payee=C86001")

    page = words(answer)
    assert "Rounded down: a part of a patient is not paid for." in page
    assert "for The C86001 Practice" in page
    assert "What each reading of D-02 is worth" in page
    assert "What each reading of D-01 is worth" not in page  # it changes no pounds
    assert 'href="?worth=D-02&amp;payee=C86001#D-02"' in answer.content.decode()
    for odd in ("D-01", "D-99", "%00", "x" * 5_000):
        assert see(year.preparer, f"{path}?worth={odd}").status_code == 404, odd


def test_a_practice_reads_what_a_reading_is_worth_to_it(year: Year, see: Open) -> None:
    practice = acting_for(year.network.__class__.objects.get(code="C86001"), Role.PRACTICE)
    path = "/specifications/proactive-care/interpretations/"
    page = words(see(practice, f"{path}?worth=D-02"))
    assert "for The C86001 Practice over the whole contract" in page
    assert "−£11.88" in page
    for odd in ("C86003", "%00", "C86001'", "x" * 5_000):
        assert see(practice, f"{path}?payee={odd}").status_code == 404, odd
    for code in ("enhanced-health-in-care-homes", "covid-costs", "coordinated-care"):
        assert see(practice, f"/specifications/{code}/interpretations/").status_code == 200


@pytest.fixture
def unreadable(year: Year) -> SpecificationDraft:
    """A draft that was kept when a file might hold what it may not any more."""
    draft = draft_specification(text=text_of("proactive-care", DEARER), by=year.publisher)
    draft.text = draft.text.replace("[[payment]]", '[[payment]]\nsweets = "many"', 1)
    draft.save()
    return draft


def test_a_draft_that_reads_well_no_more_says_why(
    year: Year, see: Open, client: Client, unreadable: SpecificationDraft
) -> None:
    path = f"/specifications/drafts/{unreadable.pk}/"

    page = words(see(year.publisher, path))
    client.force_login(year.publisher)
    published = client.post(f"{path}publish/", follow=True)

    for said in (page, words(published)):
        assert "This draft can no longer be published" in said
        assert "payment 1" in said
        assert "sweets" in said
        assert "Upload the file again" in said
        assert "Throw the draft away" in said
    assert "prepared this draft" in words(see(second(), path))
    assert not SpecificationVersion.objects.filter(version="2020-21.5").exists()


def test_a_draft_that_reads_well_no_more_is_thrown_away_or_uploaded_again(
    year: Year, client: Client, unreadable: SpecificationDraft
) -> None:
    path = f"/specifications/drafts/{unreadable.pk}/"

    answer = upload(client, year.publisher, text_of("proactive-care", DEARER).encode())
    assert answer.headers["Location"] == path
    assert "can no longer be published" not in words(client.get(path))
    unreadable.save()
    assert "can no longer be published" in words(client.get(path))

    assert client.post(f"{path}discard/", follow=True).status_code == 200
    assert not SpecificationDraft.objects.exists()


def test_another_reading_becomes_a_draft_with_a_reason(year: Year, see: Open) -> None:
    path = "/specifications/proactive-care/interpretations/D-02/"
    said = {"option": "per_head", "version": "2020-21.5", "reason": "the committee reads it so"}
    for change, error in (
        ({"option": "register_rate"}, "Choose one of the readings"),
        ({"version": "2020-21.4"}, "is the version of this file"),
        ({"version": "a b"}, "must be letters, digits, dots and hyphens"),
        ({"reason": ""}, "Enter why it is read otherwise"),
    ):
        assert error in words(see(year.publisher, path, said | change))
    answer = see(year.publisher, path, said)
    draft = SpecificationDraft.objects.get()
    assert answer.headers["Location"] == f"/specifications/drafts/{draft.pk}/"
    page = words(see(year.publisher, f"/specifications/drafts/{draft.pk}/"))
    assert "D-02 What achievement is worth Chosen Change Changed Before £73.08 for each" in page
    assert see(with_role(Role.FINANCE), path).status_code == 403
    odd = "/specifications/proactive-care/interpretations/D-99/"
    assert see(year.publisher, odd).status_code == 404


# What-if and forecast


def test_a_what_if_shows_who_gains_and_stores_nothing(year: Year, see: Open) -> None:
    year.approved("2020-09")
    runs, lines = PaymentRun.objects.count(), PaymentLine.objects.count()
    rate = "/what-if/?year=2020-21&rate_of=proactive-care|aspiration&rate=183.50"
    page = words(see(year.preparer, rate))
    assert "+£5,567.25" in page
    assert "Payees touched 3" in page
    one = words(see(year.preparer, f"{rate}&payee=C86001"))
    assert "+£1,855.75" in one
    answer = "&element=proactive-care|care-homes&answer=declined&element_practice=C86001"
    declined = words(see(year.preparer, f"/what-if/?year=2020-21{answer}"))
    assert "−£6,346.67" in declined  # achievement is lost already: the gateway form is missing
    listed = "/what-if/?year=2020-21&list_of=raw|2020-01-01&list_size=12001&list_practice=C86001"
    assert "+£263.34" in words(see(year.preparer, listed))  # 150 declared, 171 × (150 − 148.46)
    reading = "/what-if/?year=2020-21&reading=proactive-care|D-03|floor"
    assert "−£235.98" in words(see(year.preparer, reading))  # 3 × (25,386.66 − 25,308.00)
    assert (PaymentRun.objects.count(), PaymentLine.objects.count()) == (runs, lines)


def test_a_what_if_is_added_up_by_network(year: Year, see: Open) -> None:
    year.signs(year.a_practice("C86009", "A PRACTICE IN NO NETWORK"))
    Membership.objects.filter(member__code="C86009", group_kind="pcn").delete()
    rate = "/what-if/?year=2020-21&rate_of=proactive-care|aspiration&rate=183.50"

    money = see(year.preparer, rate).context["money"]

    rows = {row[0].said or row[0].text: row for row in money.by_network.rows}
    assert list(rows) == ["U72999", "U36746", "Practices in no network"]  # two practices, then one
    by_payee = {row[0].said: row[3] for row in money.by_payee.rows}
    assert rows["U36746"][3] == by_payee["C86003"] == "+£1,855.75"
    assert rows["U72999"][3] == "+£3,711.50"
    assert rows["Practices in no network"][3] == by_payee["C86009"]
    in_pounds = [Decimal(row[1].strip("£").replace(",", "")) for row in rows.values()]
    assert money.figures[0].number == f"£{sum(in_pounds):,.2f}"
    page = words(see(year.preparer, rate))
    assert "By network" in page
    assert "Networks with their practices, as they belonged on 15 February 2021" in page
    assert "By network" not in words(see(year.preparer, f"{rate}&payee=C86001"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("year=2020-21", "Change something to try"),
        ("year=nonsense", "Choose one of those listed"),
        ("year=", "Choose a financial year"),
        ("year=2020-21&rate_of=proactive-care|aspiration", "Enter the rate to try"),
        ("year=2020-21&rate=5", "Choose what the rate is for"),
        ("year=2020-21&rate_of=proactive-care|aspiration&rate=x", "must be a number of pounds"),
        ("year=2020-21&rate_of=proactive-care|aspiration&rate=-1", "must be £0 or more"),
        ("year=2020-21&rate_of=proactive-care|aspiration&rate=NaN", "must be a number of pounds"),
        ("year=2020-21&rate_of=proactive-care|aspiration&rate=1e9", "less than £100,000,000"),
        ("year=2020-21&rate_of=a|b&rate=1", "Choose one of those listed"),
        ("year=2020-21&list_of=raw|2020-01-01&list_size=1.234", "at most 2 decimal places"),
        ("year=2020-21&element=proactive-care|care-homes", "Choose the answer to try"),
        ("year=2020-21&reading=a|b|c", "Choose one of those listed"),
        ("year=2020-21&payee=C99999&reading=proactive-care|D-02|per_head", "one of those listed"),
    ],
)
def test_nonsense_in_a_what_if_is_told_by_its_field(
    year: Year, see: Open, asked: str, said: str
) -> None:
    assert said in words(see(year.preparer, f"/what-if/?{asked}"))


def test_a_version_that_waits_can_be_tried(
    year: Year, see: Open, proposed: SpecificationVersion
) -> None:
    page = words(see(year.preparer, f"/what-if/?year=2020-21&version={proposed.pk}"))
    assert "+£5,567.25" in page


def test_the_forecast_holds_the_year_against_its_budget(year: Year, see: Open) -> None:
    year.approved("2020-08")
    year.prepared("2020-09")
    assert see(year.preparer, "/forecast/").headers["Location"] == "/forecast/2020-21/"
    page = words(see(year.preparer, "/forecast/2020-21/"))
    assert "Not set" in page
    path = "/forecast/2020-21/proactive-care/"
    for amount, error in (
        ("", "Enter the budget in pounds"),
        ("-1", "must be £0 or more"),
        ("lots", "must be a number of pounds"),
        ("1.234", "at most 2 decimal places"),
        ("1" * 30, "at most £1,000,000,000"),
    ):
        assert error in words(see(year.preparer, path, {"amount": amount})), amount
    assert not Budget.objects.exists()
    assert see(year.preparer, path, {"amount": "£100,000"}).status_code == 302
    assert see(year.approver, path, {"amount": "110000", "note": "revised"}).status_code == 302
    page = words(see(year.preparer, "/forecast/2020-21/"))
    # three practices: paid to August 3 × 10,577.78; due 3 × 2,115.55; the rest expected
    for said in (
        "Budget £110,000.00 set by Alan, 15 February 2021",
        "Paid £31,733.34",
        "Due, in a draft run £6,346.65",
        "Expected £38,079.99",
        "Outturn £76,159.98",
    ):
        assert said in page, said
    assert "Left of the budget £33,840.02" in page  # left: gateway is late, so achievement is lost
    history = words(see(year.preparer, path))
    assert "Budget £100,000.00 Set on 15 February 2021 Set by Priya" in history
    assert Budget.objects.count() == 2
    assert see(year.publisher, "/forecast/2020-21/").status_code == 200
    assert see(year.publisher, path).status_code == 403
    assert see(with_role(Role.LMC), "/forecast/2020-21/").status_code == 403


def test_the_forecast_asks_no_more_as_practices_grow(year: Year, see: Open) -> None:
    paths = (
        "/forecast/2020-21/",
        "/what-if/?year=2020-21&reading=proactive-care|D-02|per_head",
        "/totals/2020-21/",
        "/specifications/proactive-care/interpretations/",
        "/specifications/proactive-care/interpretations/?worth=D-02",
    )
    year.approved("2020-08")

    def asked() -> list[int]:
        found = []
        for path in paths:
            see(year.preparer, path)
            with CaptureQueriesContext(connection) as counted:
                assert see(year.preparer, path).status_code == 200
            found.append(len(counted))
        return found

    few = asked()
    for number in range(12):
        year.signs(year.a_practice(f"D{number:05}", f"PRACTICE {number}"))
        year.a_home(f"1-9{number:02}", f"HOME {number}", 20)
    year.approved("2020-09")
    assert asked() == few


def test_the_lmc_reads_totals_without_single_practices(year: Year, see: Open) -> None:
    year.approved("2020-08")
    lmc = with_role(Role.LMC)
    assert see(lmc, "/totals/").headers["Location"] == "/totals/2020-21/"
    page = words(see(lmc, "/totals/2020-21/"))
    assert (
        "For the month August 2020 Paid £6,346.68 Payees 3" in page
    )  # three practices' aspiration
    assert "C86001" not in page
    assert (
        Decimal("255.00")
        == PaymentLine.objects.filter(calculation__term="premium", for_month=date(2020, 8, 1))
        .get(calculation__payee_code="U72999")
        .amount
    )
    practice = acting_for(year.network, Role.PCN_DIRECTOR)
    assert see(practice, "/totals/2020-21/").status_code == 403


def test_a_total_of_fewer_than_three_is_not_shown(year: Year, see: Open) -> None:
    year.decides(
        year.network.__class__.objects.get(code="C86001"),
        "adjustment",
        "agreed",
        specification="covid-costs",
        starts_on=date(2020, 8, 1),
        figure=Decimal("123.45"),
        subject="additional-costs",
    )
    year.approved("2020-08")
    page = words(see(with_role(Role.LMC), "/totals/2020-21/"))
    assert "For the month August 2020 Paid Not shown Payees Fewer than 3" in page
    assert "123.45" not in page
