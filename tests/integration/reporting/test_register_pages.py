"""The pages of the register, of uploads, audits and tasks, and the search box."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commissioning.commissioner_tasks.actions import add_task, complete_task
from commissioning.jobs.run import do
from commissioning.models import Job, Organisation, Role, RoleMembership, Task, Upload, User
from commissioning.models import jobs as sizes
from practices.actions.audits import enter_audits
from practices.models import AuditReferral, Chase, ListSize, RegisterCount
from practices.selectors.organisations import network_of
from tests.factories.publishers import DETAILS, PARTNERS
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db
HEADINGS = "practice_code,specification,counted_on,patients,kind\n"
AUDIT = "/audits/proactive-care/2021-01-04/"


@pytest.fixture
def year(settings: Any, tmp_path: Path) -> Year:
    settings.MEDIA_ROOT = tmp_path
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    year = Year()
    for code in ("C86001", "C86002"):
        year.a_practice(code, f"PRACTICE {code}")
    year.a_practice("C86003", "LARGE PRACTICE", 12_001)
    return year


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def ccg(year: Year) -> Client:
    return of(year.publisher)


@pytest.fixture
def dina(year: Year) -> Client:  # noqa: ARG001
    return of(a_person("dina@nhs.example", Role.DATA_QUALITY))


@pytest.fixture
def sara(year: Year) -> Client:  # noqa: ARG001
    person = a_person("sara@nhs.example")
    practice = Organisation.objects.get(code="C86001")
    RoleMembership.objects.create(
        person=person, role=Role.PRACTICE, organisation=practice, starts_on=date(2020, 4, 1)
    )
    return of(person)


def text(client: Client, path: str, **sent: Any) -> str:
    answer = client.post(path, sent, follow=True) if sent else client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(answer.content.decode().split())


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def upload(client: Client, content: str, kind: str = "register-counts") -> str:
    file = SimpleUploadedFile("counts.csv", content.encode())
    return text(client, f"/register/{kind}/", file=file)


def test_every_list_and_page_opens(ccg: Client, year: Year) -> None:
    task = Task.objects.get(code="review").pk
    for path in (
        "/register/",
        "/register/practices/",
        "/register/register-counts/",
        "/practices/?state=open&network=U72999&q=prac",
        "/practices/?export=csv",
        "/practices/C86001/",
        "/practices/C86001/name/",
        "/practices/C86001/move/",
        "/practices/C86001/close/",
        "/practices/C86001/list-size/",
        "/networks/",
        "/networks/U72999/",
        "/networks/U72999/name/",
        "/audits/",
        "/audits/spot/",
        AUDIT,
        f"{AUDIT}?state=to-count",
        f"{AUDIT}counts/",
        f"{AUDIT}C86001/",
        "/tasks/?state=overdue",
        "/tasks/new/",
        f"/tasks/{task}/",
        f"/tasks/{task}/done/",
        f"/tasks/{task}/take-back/",
        "/search/",
        "/",
    ):
        assert ccg.get(path).status_code == 200, path
    assert year.network


def test_a_file_is_previewed_and_confirmed_on_pages(dina: Client) -> None:
    bad = "C86999,proactive-care,2021-01-04,1,audit\nC86001,proactive-care,2021-01-04,x,audit\n"
    said = upload(dina, HEADINGS + bad)
    assert "There are 2 mistakes in counts.csv" in said
    assert "upload it first" in said
    assert "import_" not in said
    assert not Upload.objects.exists()

    said = upload(dina, HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    assert "Nothing is changed yet" in said
    assert not RegisterCount.objects.exists()
    kept = Upload.objects.get()
    said = text(dina, f"/register/uploads/{kept.pk}/", confirm="yes")
    assert "counts.csv is brought in" in said
    assert RegisterCount.objects.get().patients == 149


def test_what_moved_since_the_preview_is_shown_again(dina: Client, year: Year) -> None:
    upload(dina, HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    enter_audits(
        specification="proactive-care",
        counted_on=date(2021, 1, 4),
        counts={Organisation.objects.get(code="C86001"): 150},
        by=year.publisher,
    )
    kept = Upload.objects.get()
    said = text(dina, f"/register/uploads/{kept.pk}/", confirm="yes")
    assert "Something changed since you looked" in said
    assert RegisterCount.objects.get().patients == 150


def test_many_rows_are_brought_in_by_a_worker(
    dina: Client, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "SMALL", 0)
    upload(dina, HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    kept = Upload.objects.get()
    here = f"/register/uploads/{kept.pk}/"
    assert "It waits for its turn" in text(dina, here, confirm="yes")
    assert "It waits for its turn" in text(dina, here, confirm="yes")
    enter_audits(
        specification="proactive-care",
        counted_on=date(2021, 1, 4),
        counts={Organisation.objects.get(code="C86001"): 150},
        by=year.publisher,
    )
    job = Job.objects.get()
    do(job.pk)
    said = text(dina, f"/jobs/{job.pk}/")
    assert "Nothing was brought in yet. Something changed since you looked" in said

    text(dina, here, confirm="yes")
    again = Job.objects.exclude(pk=job.pk).get()
    assert (job.key, again.key) == (f"upload:{kept.pk}:1", f"upload:{kept.pk}:2")
    do(again.pk)
    assert "counts.csv is brought in" in text(dina, f"/jobs/{again.pk}/")
    assert RegisterCount.objects.get().patients == 149


def test_why_a_worker_did_not_bring_a_file_in_is_said(
    dina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "SMALL", 0)
    upload(dina, HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    kept = Upload.objects.get()
    text(dina, f"/register/uploads/{kept.pk}/", confirm="yes")
    kept.file.storage.delete(str(kept.file.name))
    job = Job.objects.get()
    do(job.pk)
    said = text(dina, f"/jobs/{job.pk}/")
    assert "The file is no longer as it was uploaded. Upload it again" in said
    assert "Try again" in said
    assert not RegisterCount.objects.exists()


def test_networks_and_their_details_are_uploaded_together(ccg: Client) -> None:
    assert "Which file of details?" not in text(ccg, "/register/practices/")
    as_at = day("as_at", date(2019, 12, 4))
    files = {"file": PARTNERS, "details": DETAILS}

    def send(**sent: Path | bytes) -> str:
        named = {
            name: SimpleUploadedFile(
                f"{name}.csv", each if isinstance(each, bytes) else each.read_bytes()
            )
            for name, each in sent.items()
        }
        said = {"commissioner": "02X", "skip_unknown": "on"}
        return text(ccg, "/register/networks/", **as_at, **said, **named)

    wrong = send(**files | {"details": b"PCN Code,PCN Name\nU1,X\n"})
    assert "1 mistake in file.csv and details.csv" in wrong
    assert "details.csv lacks these columns" in wrong
    assert "The details file is empty" in send(**files | {"details": b""})
    assert not Upload.objects.exists()

    shown = send(**files)
    assert "Nothing is changed yet" in shown
    assert f"details.csv, {DETAILS.stat().st_size:,} bytes" in shown
    assert "SHA-256 of the details" in shown
    kept = Upload.objects.get()
    assert "is brought in" in text(ccg, f"/register/uploads/{kept.pk}/", confirm="yes")
    assert Organisation.objects.get(code="U30587").postcode == "DN1 2DJ"


def test_another_persons_waiting_file_is_not_there(dina: Client, ccg: Client) -> None:
    upload(dina, HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    kept = Upload.objects.get()
    assert ccg.get(f"/register/uploads/{kept.pk}/").status_code == 404
    assert ccg.post(f"/register/uploads/{kept.pk}/cancel/").status_code == 404
    assert "is removed" in text(dina, f"/register/uploads/{kept.pk}/cancel/", confirm="yes")


def test_a_kind_that_is_not_ones_own_is_refused_and_an_unknown_one_is_no_page(dina: Client) -> None:
    assert dina.get("/register/practices/").status_code == 403
    assert dina.get("/register/sweets/").status_code == 404


def test_240_of_12001_fails_on_the_page_and_241_passes(dina: Client) -> None:
    said = text(dina, f"{AUDIT}C86003/", patients="240")
    assert "240 of 12,001 is 1.9998%: under 2%, 1 too few" in said
    assert ">Fail<" in said
    assert "2.00%" not in said
    assert "is corrected" in text(dina, f"{AUDIT}C86003/", patients="241")
    said = text(dina, f"{AUDIT}C86003/", patients="241", reason="Counted again")
    assert ">Pass<" in said
    assert "LARGE" not in text(dina, f"{AUDIT}?state=fail")


def test_counts_are_entered_for_all_on_one_page(dina: Client) -> None:
    said = text(dina, f"{AUDIT}counts/", **{"count-C86001": "149", "count-C86003": "x"})
    assert "enter a whole number" in said
    assert not RegisterCount.objects.exists()
    text(dina, f"{AUDIT}counts/", **{"count-C86001": "149", "count-C86003": "240"})
    assert RegisterCount.objects.count() == 2


def test_a_failed_audit_is_sent_on_and_is_something_to_decide(dina: Client, ccg: Client) -> None:
    text(dina, f"{AUDIT}C86003/", patients="240")
    text(dina, f"{AUDIT}C86003/decision/", note="One short")
    assert AuditReferral.objects.get().note == "One short"
    home = text(ccg, "/")
    assert "/decisions/new/register/?organisation=C86003&amp;figure=240" in home
    assert "Decide about the register of Large Practice" in home


def test_a_spot_check_informs(dina: Client) -> None:
    said = text(
        dina,
        "/audits/spot/",
        specification="proactive-care",
        practice="C86003",
        patients="240",
        **day("counted_on", date(2020, 11, 10)),
    )
    assert "Would fail" in said
    assert RegisterCount.objects.get().kind == "spot"


def test_the_ccg_keeps_the_register_by_hand(ccg: Client, year: Year) -> None:
    year.a_network("U36746", "ANOTHER PCN")
    practice = Organisation.objects.get(code="C86002")
    since = day("since", date(2021, 4, 1))
    text(ccg, "/practices/C86002/move/", network="U36746", reason="Agreed", **since)
    moved = network_of(practice, date(2021, 4, 1))
    assert moved is not None
    assert moved.code == "U36746"
    text(ccg, "/practices/C86002/name/", name="NEW NAME", reason="Agreed", **since)
    text(
        ccg,
        "/practices/C86002/list-size/",
        kind="raw",
        patients="7500",
        source="By letter",
        **day("counted_on", date(2021, 1, 1)),
    )
    assert ListSize.objects.filter(practice=practice, source="By letter").exists()
    said = text(
        ccg,
        "/practices/C86002/close/",
        successor="C86001",
        reason="Merged",
        **day("on", date(2021, 4, 19)),
    )
    assert "Closes on 19 April 2021" in said
    assert "New Name" in said


def test_nothing_is_kept_of_a_form_that_makes_no_sense(ccg: Client) -> None:
    said = text(ccg, "/practices/C86002/close/", successor="XXX", reason="")
    assert "There is a problem" in said
    assert Organisation.objects.get(code="C86002").closed_on is None
    said = text(ccg, "/practices/C86001/move/", network="U72999", reason="x", **{"since-day": "x"})
    assert "There is a problem" in said


def test_a_practice_reads_its_own_page_and_not_anothers(sara: Client) -> None:
    assert "Practice C86001" in text(sara, "/practices/C86001/")
    assert sara.get("/practices/C86002/").status_code == 404
    assert sara.get("/practices/C86001/name/").status_code == 403
    assert "C86002" not in text(sara, "/practices/")
    assert sara.get("/audits/").status_code == 403
    assert sara.get("/tasks/").status_code == 403
    assert sara.get("/register/").status_code == 403


def test_a_practices_page_tells_for_what_it_was_chased(
    ccg: Client, dina: Client, sara: Client, year: Year
) -> None:
    assert "It was never chased." in text(ccg, "/practices/C86001/")
    for code, about, month in (
        ("C86001", "sign-up", 5),
        ("C86001", "evaluation", 6),
        ("C86002", "gateway", 7),
        *(("C86001", "gateway", month) for month in range(7, 11)),
    ):
        Chase.objects.create(
            organisation=Organisation.objects.get(code=code),
            specification="proactive-care",
            about=about,
            chased_by=year.publisher,
            chased_on=date(2020, month, 20),
            sent_to=["gita@gp.example"],
        )
    for reader in (ccg, sara):
        said = text(reader, "/practices/C86001/")
        assert 'href="/chases/?q=C86001"' in said
        assert "Evaluation" in said
        assert f"on 20 June 2020, by {year.publisher}" in said
        assert "sent to gita@gp.example" in said
        assert said.index("20 October 2020") < said.index("on 20 June 2020")
        assert "on 20 May 2020" not in said, "the last five"
    log = text(sara, "/chases/?q=C86001")
    assert log.count("gita@gp.example") == 6
    assert "C86002" not in text(ccg, "/chases/?q=C86001")
    assert "Chased for" not in text(dina, "/practices/C86001/"), "who does not read the log"


def test_a_practices_page_links_to_its_answers_for_those_who_read_them(
    ccg: Client, dina: Client, year: Year
) -> None:
    year.signs(Organisation.objects.get(code="C86001"))
    for client, is_linked in ((ccg, True), (dina, False)):
        linked = re.findall(r'href="(/sign-ups/[^"]+/C86001/)"', text(client, "/practices/C86001/"))
        assert bool(linked) is is_linked
        assert all(client.get(each).status_code == 200 for each in linked)


def test_the_lmc_reads_names_and_no_more(year: Year) -> None:
    fay = of(a_person("fay@nhs.example", Role.LMC))
    said = text(fay, "/practices/")
    assert "Large Practice" in said
    assert "12,001" not in said
    assert fay.get("/practices/C86003/").status_code == 404
    assert "/networks/U72999/" not in text(fay, "/networks/")
    assert year.network


def test_a_task_is_done_with_its_minute(ccg: Client) -> None:
    task = Task.objects.get(code="full-specification")
    said = text(
        ccg,
        f"/tasks/{task.pk}/done/",
        note="Sent to every practice",
        committee="Primary Care Commissioning Committee",
        minute="PCCC 20/41",
        **day("done_on", date(2020, 8, 28)),
        **day("met_on", date(2020, 8, 13)),
    )
    assert "minute PCCC 20/41" in said
    said = text(ccg, f"/tasks/{task.pk}/done/", note="x", minute="1", **day("done_on", date.min))
    assert "There is a problem" in said


@pytest.mark.parametrize(
    ("sought", "there"),
    [
        ("c86001", "/practices/C86001/"),
        ("U72999", "/networks/U72999/"),
        ("proactive-care", "/specifications/proactive-care/"),
    ],
)
def test_an_exact_code_leads_straight_there(ccg: Client, sought: str, there: str) -> None:
    answer = ccg.get("/search/", {"q": sought})
    assert (answer.status_code, answer.headers["Location"]) == (302, there)


def test_search_finds_what_a_person_may_see(ccg: Client, sara: Client) -> None:
    assert "Large Practice" in text(ccg, "/search/?q=large+prac")
    assert "Large Practice" not in text(sara, "/search/?q=large+prac")
    named = "CCG primary care team, published@nhs.example"
    assert named in text(ccg, "/search/?q=published%40")
    assert named not in text(sara, "/search/?q=published%40")


@pytest.mark.parametrize(
    "nonsense", ["x" * 10_000, "\0", "%", "'; drop", "a/b/c/d", "2020-04/C86001", "/", "🙂" * 50]
)
def test_search_survives_nonsense(ccg: Client, nonsense: str) -> None:
    assert ccg.get("/search/", {"q": nonsense}).status_code == 200


def test_lists_ask_the_database_as_often_however_long_they_are(
    ccg: Client, year: Year, django_assert_max_num_queries: Any
) -> None:
    for path, most in (("/practices/", 14), ("/search/?q=practice", 26), (AUDIT, 18)):
        with django_assert_max_num_queries(most):
            ccg.get(path)
    for number in range(20, 32):
        year.a_practice(f"C860{number}", f"PRACTICE {number}")
    for path, most in (("/practices/", 14), ("/search/?q=practice", 26), (AUDIT, 18)):
        with django_assert_max_num_queries(most):
            ccg.get(path)


def asked(client: Client, path: str) -> int:
    """How often a page asks the database, once what is read a single time has been read."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_tasks_and_networks_ask_as_often_for_two_as_for_twelve(ccg: Client, year: Year) -> None:
    Task.objects.all().delete()
    counts = []
    for number in range(12):
        network = year.a_network(f"U5{number:04}", f"NETWORK {number}")
        year.a_practice(f"C86{100 + number}", f"PRACTICE {number}", network=network)
        task = add_task(
            title=f"Review {number}",
            owner="commissioner",
            due=date(2021, 2, number + 1),
            why="The guidance changed",
            by=year.publisher,
            specification="proactive-care",
        )
        if number % 2:
            complete_task(task=task, done_on=date(2021, 2, 14), note="Done", by=year.publisher)
        if number in {1, 11}:
            counts.append((asked(ccg, "/tasks/"), asked(ccg, "/networks/")))

    assert counts[0] == counts[1]


LINKS_TO = {  # who is led to which kind of file by a page
    "/ledger-codes/": ("/register/ledger-codes/", {Role.FINANCE}),
    "/protected-amounts/": ("/register/protected-amounts/", {Role.PRIMARY_CARE, Role.FINANCE}),
    "/practices/": ("/register/practices/", {Role.PRIMARY_CARE, Role.FINANCE}),
    "/networks/": ("/register/networks/", {Role.PRIMARY_CARE, Role.FINANCE}),
}


@pytest.mark.parametrize("role", Role)
def test_whoever_sees_a_link_to_a_kind_of_file_gets_its_page(year: Year, role: Role) -> None:
    held_for = {Role.PRACTICE: "C86001", Role.PCN_DIRECTOR: year.network.code}
    person = a_person(f"{role}@roles.example")
    RoleMembership.objects.create(
        person=person,
        role=role,
        organisation=Organisation.objects.filter(code=held_for.get(role)).first(),
        starts_on=date(2016, 4, 1),
    )
    client = of(person)
    for path, (to, roles) in LINKS_TO.items():
        answer = client.get(path)
        _, _, main = answer.content.decode().partition("<main")
        links = set(re.findall(r'href="(/register/[^"]*)"', main))
        assert links == ({to} if role in roles else set()), (path, answer.status_code)
        for link in links:
            assert client.get(link).status_code == 200, (role, link)
