"""The pages of runs: what they say, and what can be done on them."""

from __future__ import annotations

import pytest
from django.test import Client

from commissioning.models import Role
from payments.engine.comparing.kinds import ELSE, KINDS
from payments.models import PaymentRun
from payments.selectors.changes import changes_in
from payments.views.runs import MOST_CHANGES
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, acting_for, with_role, words


def test_list_says_what_each_run_comes_to_and_who_made_it(year: Year, see: Open) -> None:
    year.approved("2020-04")
    draft = year.prepared("2020-05")

    said = words(see(year.preparer, "/runs/"))

    assert f"£{draft.total:,.2f}" in said
    assert "May 2020" in said
    assert "Draft" in said
    assert "April 2020" in said
    assert "Approved" in said
    assert "Alan" in said
    assert "The run of 2020-05 is still a draft: approve it first." in said


def test_list_offers_the_next_month_to_finance_alone(year: Year, see: Open) -> None:
    year.approved("2020-04")

    assert "Prepare May 2020" in words(see(year.preparer, "/runs/"))
    assert "Prepare" not in words(see(year.publisher, "/runs/")).replace("Prepared", "")


def test_list_without_runs(year: Year, see: Open) -> None:
    said = words(see(year.preparer, "/runs/"))

    assert "There is no payment run yet." in said
    assert "Prepare the first run" in said


def test_run_names_missing_facts_first_then_changes_held_and_payees(year: Year, see: Open) -> None:
    year.a_practice("C86004", "PRACTICE WITHOUT A LIST", patients=None)
    year.a_practice("C86005", "PRACTICE WITHOUT AN ANSWER")
    year.approved("2020-05")
    run = year.prepared("2020-06")

    said = words(see(year.preparer, "/runs/2020-06/"))

    assert f"£{run.total:,.2f}" in said
    assert "Practice Without A List C86004" in said
    assert "No list size for C86004 on 1 January 2020" in said
    assert "Practice Without An Answer C86005" in said
    assert "No answer to" in said
    assert "Proactive Care 2020/21 with COVID-19 care home support" in said
    order = ["Facts that are missing", "What changed", "These pay 0.00 for now", "Payee's name"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)


def test_run_shows_what_changed_when_it_was_prepared_again(year: Year, see: Open) -> None:
    year.prepared("2020-04")
    year.a_practice("C86009", "A NEW PRACTICE")

    again = see(year.preparer, "/runs/2020-04/prepare-again/", post={})

    assert again.headers["Location"] == "/runs/2020-04/"
    said = words(see(year.preparer, "/runs/2020-04/"))
    assert "is prepared again" in said
    assert "Since the last preparation (this is number 2)" in said
    assert "A New Practice C86009" in said


def test_search_finds_payees_by_name_or_code(year: Year, see: Open) -> None:
    year.prepared("2020-04")

    assert "Hatfield Health Centre" in words(see(year.preparer, "/runs/2020-04/?q=hatf"))
    by_code = words(see(year.preparer, "/runs/2020-04/?q=c86002"))
    assert "The C86002 Practice" in by_code
    assert "Hatfield" not in by_code
    assert "Nothing is like that" in words(see(year.preparer, "/runs/2020-04/?q=%25zz"))


def test_payees_are_paged_sorted_filtered_and_given_out(year: Year, see: Open) -> None:
    for number in range(60):
        year.a_practice(f"D{number:05}", f"PRACTICE {number}", 1000 + number)
    year.a_practice("E00001", "PRACTICE WITHOUT A LIST", patients=None)
    year.prepared("2020-04")

    first = see(year.preparer, "/runs/2020-04/")
    following = first.context["list"].after_href
    assert following.endswith("#payees")
    assert "D00059" not in first.content.decode()
    second = words(see(year.preparer, following.partition("#")[0]))
    assert "D00059" in second
    assert "Next page" not in second

    missing = words(see(year.preparer, "/runs/2020-04/?look=missing"))
    assert "E00001" in missing
    assert "D00001" not in missing
    most = see(year.preparer, "/runs/2020-04/?sort=-amount").context["list"].rows[0]
    assert most[1].text in ("C86001", "C86002", "C86003")
    csv = see(year.preparer, "/runs/2020-04/?export=csv").content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 1 + 64 + csv.count("U")


def test_lines_of_a_payee_are_a_list_with_their_reasons(year: Year, see: Open) -> None:
    year.prepared("2020-06")

    page = see(year.preparer, "/runs/2020-06/C86001/")

    said = words(page)
    assert "Proactive Care 2020/21 with COVID-19 care home support" in said
    assert "Aspiration" in said
    assert [row[1].text for row in page.context["list"].rows][:3] == [
        "April 2020",
        "May 2020",
        "June 2020",
    ]
    csv = see(year.preparer, "/runs/2020-06/C86001/?kind=catch-up&export=csv")
    lines = csv.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Line,For,Kind,Why,Amount"
    assert any("2115.56" in line for line in lines)


def test_preparing_from_the_page(year: Year, see: Open) -> None:
    asked = words(see(year.preparer, "/runs/prepare/"))
    assert "February 2021" in asked
    assert "March 2021" not in asked

    done = see(year.preparer, "/runs/prepare/", post={"month": "2020-04"})

    assert done.headers["Location"] == "/runs/2020-04/"
    assert PaymentRun.objects.get().prepared_by == year.preparer


def test_preparing_nothing_says_what_to_choose(year: Year, see: Open) -> None:
    answer = see(year.preparer, "/runs/prepare/", post={})

    assert "Choose which run to prepare" in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not PaymentRun.objects.exists()


@pytest.mark.parametrize("month", ["2030-01", "x", "2020-13", "2020-04S", ""])
def test_only_what_is_offered_can_be_prepared(year: Year, see: Open, month: str) -> None:
    answer = see(year.preparer, "/runs/prepare/", post={"month": month})

    assert answer.status_code == 200
    assert "There is a problem" in words(answer)
    assert not PaymentRun.objects.exists()


def test_a_supplement_needs_its_reason(year: Year, see: Open) -> None:
    year.approved("2021-02")

    without = see(year.preparer, "/runs/prepare/", post={"month": "2021-02S", "reason": " "})
    assert "Say why there is a supplementary run" in words(without)

    sent = {"month": "2021-02S", "reason": "A practice was left out"}
    done = see(year.preparer, "/runs/prepare/", post=sent)
    assert done.headers["Location"] == "/runs/2021-02-S1/"
    assert "A practice was left out" in words(see(year.preparer, "/runs/2021-02-S1/"))


def test_approving_takes_a_second_person_and_their_word(year: Year, see: Open) -> None:
    year.prepared("2020-04")
    path = "/runs/2020-04/approve/"

    own = see(year.preparer, path)
    assert own.status_code == 403
    assert "You prepared this run: another person of finance approves it." in words(own)
    assert "another person of finance approves it" in words(see(year.preparer, "/runs/2020-04/"))

    unsaid = see(year.approver, path, post={})
    assert "Say that you have checked the run" in words(unsaid)
    assert not PaymentRun.objects.get().is_approved

    done = see(year.approver, path, post={"checked": "on"})
    assert done.headers["Location"] == "/runs/2020-04/"
    said = words(see(year.approver, "/runs/2020-04/"))
    assert "is approved, and cannot be changed any more" in said
    assert "Prepare again" not in said


def test_approving_what_no_longer_follows_says_so_and_approves_nothing(
    year: Year, see: Open
) -> None:
    year.prepared("2020-04")
    year.a_practice("C86009", "A NEW PRACTICE")

    answer = see(year.approver, "/runs/2020-04/approve/", post={"checked": "on"})

    assert answer.status_code == 200
    assert "Facts have changed since the run of 2020-04 was prepared" in words(answer)
    assert not PaymentRun.objects.get().is_approved


def test_the_lmc_sees_totals_of_approved_runs_and_nobody_in_them(year: Year, see: Open) -> None:
    lmc = with_role(Role.LMC)
    run = year.approved("2020-04")
    year.prepared("2020-05")

    said = words(see(lmc, "/runs/2020-04/"))

    assert f"£{run.total:,.2f}" in said
    assert "Proactive Care 2020/21" in said
    assert "C86001" not in said
    assert "What changed" not in said
    assert see(lmc, "/runs/2020-05/").status_code == 404
    assert "May 2020" not in words(see(lmc, "/runs/"))


def test_a_practice_is_told_where_its_payments_are(year: Year, see: Open) -> None:
    practice = acting_for(year.commissioner.members.first().member, Role.PCN_DIRECTOR)

    answer = see(practice, "/runs/")

    assert answer.status_code == 403
    assert "you can read your own payments" in words(answer)


@pytest.mark.parametrize(
    "path",
    ["/runs/2020-05/", "/runs/2020-04-S1/", "/runs/2020-13/", "/runs/2020-04/C86999/", "/runs/x/"],
)
def test_what_is_not_there_is_not_found(year: Year, see: Open, path: str) -> None:
    year.prepared("2020-04")

    assert see(year.preparer, path).status_code == 404


def test_an_approved_run_is_not_sent_twice(year: Year, client: Client) -> None:
    year.approved("2020-04")
    client.force_login(year.preparer)
    client.get("/runs/2020-04/")  # the first page also sets the cookie that forms need

    first = client.get("/runs/2020-04/")
    known = {"If-None-Match": first.headers["ETag"]}

    assert client.get("/runs/2020-04/", headers=known).status_code == 304
    assert "no-cache" in first.headers["Cache-Control"]
    assert "private" in first.headers["Cache-Control"]
    assert client.get("/runs/2020-04/?q=x", headers=known).status_code == 200
    client.force_login(year.approver)
    assert client.get("/runs/2020-04/", headers=known).status_code == 200


def test_a_message_is_never_lost_to_a_page_that_has_not_changed(year: Year, client: Client) -> None:
    year.prepared("2020-04")
    client.force_login(year.approver)
    client.get("/runs/2020-04/")
    client.post("/runs/2020-04/approve/", {"checked": "on"})

    told = client.get("/runs/2020-04/")
    assert "cannot be changed any more" in words(told)
    assert "ETag" not in told.headers
    assert "cannot be changed any more" not in words(client.get("/runs/2020-04/"))


def test_a_draft_is_always_sent_again(year: Year, see: Open) -> None:
    year.prepared("2020-04")

    assert "ETag" not in see(year.preparer, "/runs/2020-04/").headers


def test_the_statement_on_the_screen_says_why_for_every_line(year: Year, see: Open) -> None:
    year.prepared("2020-08")

    said = words(see(year.preparer, "/runs/2020-08/U72999/"))

    assert "4 Doncaster PCN (U72999)" in said
    assert "Ashfield Lodge" in said
    assert "Rate for a bed a month: 7.50" in said
    assert "£255.00" in said


def test_run_shows_the_largest_changes_and_leads_to_all_of_them(year: Year, see: Open) -> None:
    year.approved("2020-04")
    for number in range(9):
        year.signs(year.a_practice(f"D{number:05}", f"PRACTICE {number}", 2000 + number))
    year.prepared("2020-05")

    page = see(year.preparer, "/runs/2020-05/")

    shown = page.context["page"].overview.changes[0]
    assert len(shown.table.rows) == MOST_CHANGES
    assert shown.more.href == "/runs/2020-05/changes/?since=month"
    assert "changes since April 2020: search, sort and save" in words(page)
    every = see(year.preparer, shown.more.href).context["list"]
    assert f"{every.extent} changes" in words(page)
    sizes = [abs(row[6].value) for row in every.rows]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[:MOST_CHANGES] == [abs(row[4].value) for row in shown.table.rows]


def test_changes_are_searched_filtered_and_given_out(year: Year, see: Open) -> None:
    year.approved("2020-04")
    year.signs(year.a_practice("D00001", "LATE PRACTICE", 2000))
    year.prepared("2020-05")

    every = see(year.preparer, "/runs/2020-05/changes/?since=month")
    by_name = see(year.preparer, "/runs/2020-05/changes/?q=late")
    because = see(year.preparer, "/runs/2020-05/changes/?cause=list")
    nothing = words(see(year.preparer, "/runs/2020-05/changes/?cause=rate&q=hatfield"))

    assert {row[1].text for row in by_name.context["list"].rows} == {"D00001"}
    assert "Late Practice" in words(by_name)
    causes = [row[7].text for row in because.context["list"].rows]
    assert causes
    assert all("List on " in each for each in causes)
    assert "Nothing is like that" in nothing
    csv = see(year.preparer, "/runs/2020-05/changes/?q=d00001&export=csv")
    lines = csv.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Payee,Code,What,Compared with,Before,Now,Difference,Because"
    assert all(line.startswith("Late Practice,D00001,") for line in lines[1:])
    assert len(lines) == 1 + len(by_name.context["list"].rows)
    xlsx = see(year.preparer, "/runs/2020-05/changes/?export=xlsx")
    assert xlsx.content.startswith(b"PK")
    assert every.context["list"].extent


def test_changes_since_the_last_preparation_stand_beside_those_of_the_month(
    year: Year, see: Open
) -> None:
    year.approved("2020-04")
    year.prepared("2020-05")
    year.signs(year.a_practice("D00001", "LATE PRACTICE", 2000))
    year.prepared("2020-05")

    of_both = see(year.preparer, "/runs/2020-05/changes/").context["list"].rows
    again = see(year.preparer, "/runs/2020-05/changes/?since=preparation").context["list"].rows

    assert {row[3].text for row in of_both} == {"April 2020", "The last preparation"}
    assert {row[3].text for row in again} == {"The last preparation"}


def test_every_kind_of_cause_finds_what_no_other_does(year: Year, see: Open) -> None:
    year.approved("2020-07")
    year.signs(year.a_practice("D00001", "LATE PRACTICE", 2000))
    run = year.prepared("2020-08")

    found = {
        kind.code: see(year.preparer, f"/runs/2020-08/changes/?cause={kind.code}")
        for kind in (*KINDS, ELSE)
    }

    keys = {
        code: {each.pk for each in page.context["list"].objects} for code, page in found.items()
    }
    every = {each.pk for each in changes_in(run)}
    assert keys["homes"]
    assert set.union(*keys.values()) == every
    assert not keys["else"] & set.union(*(keys[kind.code] for kind in KINDS))


def test_changes_name_payees_and_so_are_not_for_the_lmc(year: Year, see: Open) -> None:
    year.approved("2020-04")

    assert see(with_role(Role.LMC), "/runs/2020-04/changes/").status_code == 403
    assert see(year.preparer, "/runs/2020-11/changes/").status_code == 404
