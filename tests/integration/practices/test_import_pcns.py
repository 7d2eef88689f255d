"""Networks and their members come in from the real file, and move as later editions say."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from commissioning.models import AuditEvent, Edition, Organisation
from practices.models import Membership, OrganisationName, Practice, PrimaryCareNetwork
from practices.selectors.organisations import (
    commissioner_of,
    members_of,
    name_on,
    network_of,
    networks_commissioned_by,
    networks_of_all,
)
from tests.factories.files import rows
from tests.factories.publishers import (
    DETAILS,
    PARTNERS,
    PRACTICES,
    Import,
    Table,
    as_csv,
    as_workbook,
    edition,
    packed,
    row_of,
    table_of,
)

pytestmark = pytest.mark.django_db

PRACTICE_CCG, PCN, PCN_NAME, PCN_CCG, FROM, TO = 2, 4, 5, 6, 8, 9
FIRST, LATER = "2019-12-04", "2021-04-01"
DAY = date(2019, 12, 4)

LATER_PARTNERS = [
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nSub ICB Loc Code",
    "Practice\nParent\nSub ICB Loc Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nSub ICB Loc Code",
    "PCN Parent\nSub ICB Loc Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
    "Practice Parent\nSub ICB Loc and PCN Parent\nSub ICB Loc Match?",
]
LATER_DETAILS = [
    "PCN Code",
    "PCN Name",
    "Current Sub ICB Loc Code",
    "Sub ICB Location",
    "Open Date",
    "Close Date",
    *(f"Address Line {line}" for line in range(1, 6)),
    "Postcode",
]


@pytest.fixture
def register(tmp_path: Path) -> None:
    Import("import_practices", tmp_path, commissioner="02X", as_at="2019-11-19")(PRACTICES)


@pytest.fixture
def pcns(register: None, tmp_path: Path) -> Import:  # noqa: ARG001
    return Import("import_pcns", tmp_path, commissioner="02X", as_at=FIRST)


def practice(code: str) -> Organisation:
    return Practice.objects.get(code=code)


def network(code: str) -> Organisation:
    return PrimaryCareNetwork.objects.get(code=code)


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {
        "organisations": rows(Organisation, "code", "kind", "name", "opened_on", "closed_on"),
        "names": rows(OrganisationName, "organisation__code", "name", "starts_on", "ends_on"),
        "memberships": rows(
            Membership, "member__code", "group__code", "group_kind", "starts_on", "ends_on"
        ),
    }


def test_five_networks_with_forty_members_come_in(pcns: Import) -> None:
    assert pcns(PARTNERS) == {"added": 45, "changed": 0, "closed": 0, "unchanged": 0}
    sizes = {
        each.code: members_of(each, DAY).count() for each in networks_commissioned_by("02X", DAY)
    }
    assert sizes == {"U72999": 4, "U36746": 7, "U54853": 7, "U30587": 12, "U75018": 10}
    assert network_of(practice("C86001"), DAY) == network("U30587")
    assert network_of(practice("C86001"), date(2019, 9, 30)) is None
    assert len(networks_of_all(Practice.objects.all(), DAY)) == 40
    assert Organisation.objects.get(code="02X").name == "NHS DONCASTER CCG"
    assert AuditEvent.objects.filter(event="networks imported").count() == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(packed(PARTNERS), id="gzip"),
        pytest.param(as_csv(table_of(PARTNERS)[1:]), id="no headings"),
        pytest.param(as_csv([LATER_PARTNERS, *table_of(PARTNERS)[1:]]), id="later headings"),
    ],
)
def test_the_partners_come_in_several_layouts(pcns: Import, content: bytes) -> None:
    assert pcns(content)["added"] == 45


@pytest.mark.parametrize(
    ("details", "partners", "details_sheet"),
    [
        (table_of(DETAILS)[0], table_of(PARTNERS)[0], "PCN Details"),
        (LATER_DETAILS, LATER_PARTNERS, "PCNDetails"),
    ],
)
def test_a_workbook_brings_the_networks_own_dates_as_well(
    pcns: Import, details: list[str], partners: list[str], details_sheet: str
) -> None:
    workbook = as_workbook(
        {
            details_sheet: [details, *table_of(DETAILS)[1:]],
            "PCN Core Partner Details": [partners, *table_of(PARTNERS)[1:]],
        }
    )
    assert pcns(workbook)["added"] == 45
    assert network("U72999").opened_on == date(2019, 10, 1)
    assert network("U72999").postcode == "DN1 2EU"
    assert pcns(PARTNERS, details=str(DETAILS))["unchanged"] == 45


def test_the_same_file_twice_changes_nothing(pcns: Import) -> None:
    pcns(PARTNERS)
    before, history = everything(), Membership.pgh_event_model.objects.count()
    assert pcns(PARTNERS) == {"added": 0, "changed": 0, "closed": 0, "unchanged": 45}
    assert everything() == before
    assert Membership.pgh_event_model.objects.count() == history


def test_a_rehearsal_changes_nothing(pcns: Import) -> None:
    assert pcns(PARTNERS, "--dry-run")["added"] == 45
    assert not PrimaryCareNetwork.objects.exists()
    assert not Edition.objects.filter(kind=Edition.Kind.NETWORKS).exists()


def a_year_later(table: Table) -> None:
    """C86001 moves to East, C86002 leaves, C86003 and a network are gone, Central is renamed."""
    moved = row_of(table, "C86001")
    table.append(list(moved))
    moved[TO] = "20200630"
    table[-1][PCN], table[-1][PCN_NAME] = "U54853", "DONCASTER EAST PCN"
    table[-1][FROM] = "20200701"
    row_of(table, "C86002")[TO] = "20200331"
    table.remove(row_of(table, "C86003"))
    for row in [row for row in table if row[PCN] == "U72999"]:
        table.remove(row)
    for row in table:
        if row[PCN] == "U36746":
            row[PCN_NAME] = "DONCASTER CITY CENTRE PCN"


def test_a_later_edition_moves_ends_closes_and_renames(pcns: Import) -> None:
    pcns(PARTNERS)
    said = "\n".join(pcns.say(edition(PARTNERS, a_year_later), as_at=LATER))
    assert "C86001 GREAT NORTH MEDICAL GROUP in U54853 from 1 July 2020" in said
    assert "C86002 THE RANSOME PRACTICE left U30587 on 31 March 2020" in said
    assert "C86003 HATFIELD HEALTH CENTRE left U54853 on 31 March 2021" in said
    assert "Network U72999 4 DONCASTER PCN: closed on 31 March 2021; no longer in the file" in said
    assert "renamed from DONCASTER CENTRAL PCN to DONCASTER CITY CENTRE PCN" in said
    before, after = date(2020, 6, 30), date(2020, 7, 1)
    assert network_of(practice("C86001"), before) == network("U30587")
    assert network_of(practice("C86001"), after) == network("U54853")
    assert network_of(practice("C86002"), date(2020, 4, 1)) is None
    assert network("U72999").closed_on == date(2021, 3, 31)
    assert members_of(network("U72999"), date(2021, 3, 31)).count() == 4
    assert members_of(network("U72999"), date(2021, 4, 1)).count() == 0
    central = network("U36746")
    assert name_on(central, before) == "DONCASTER CENTRAL PCN"
    assert name_on(central, date(2021, 4, 1)) == central.name == "DONCASTER CITY CENTRE PCN"


def test_a_network_all_of_whose_members_left_closes_with_the_last(pcns: Import) -> None:
    def all_leave(table: Table) -> None:
        for row in table:
            if row[PCN] == "U72999":
                row[TO] = "20200930"

    pcns(PARTNERS)
    pcns(edition(PARTNERS, all_leave), as_at=LATER)
    assert network("U72999").closed_on == date(2020, 9, 30)


def test_the_order_of_editions_does_not_matter(pcns: Import) -> None:
    def third(table: Table) -> None:
        a_year_later(table)
        row_of(table, "C86006")[TO] = "20210930"

    editions = [
        (PARTNERS, FIRST),
        (edition(PARTNERS, a_year_later), LATER),
        (edition(PARTNERS, third), "2021-12-01"),
    ]
    kept = [each.pk for each in Membership.objects.all()]
    histories = []
    for order in permutations(editions):
        Membership.objects.exclude(pk__in=kept).delete()
        OrganisationName.objects.exclude(organisation__kind="practice").delete()
        PrimaryCareNetwork.objects.all().delete()
        Edition.objects.filter(kind=Edition.Kind.NETWORKS).delete()
        for what, day in order:
            pcns(what, as_at=day)
        histories.append(everything())
    first, *others = histories
    for other in others:
        for what in first:
            assert other[what] == first[what], what


def test_a_practice_that_closed_is_in_no_network_after_it(pcns: Import, tmp_path: Path) -> None:
    """C86623 closed on 31 January 2021; an older edition of the networks does not know."""

    def close(table: Table) -> None:
        row = row_of(table, "C86623")
        row[11], row[12] = "20210131", "C"

    later = Import("import_practices", tmp_path, commissioner="02X", as_at="2021-02-19")
    pcns(PARTNERS)
    later(edition(PRACTICES, close))
    closed = practice("C86623")
    assert closed.closed_on == date(2021, 1, 31)
    assert network_of(closed, date(2021, 1, 31)) == network("U30587")
    assert network_of(closed, date(2021, 2, 1)) is None
    assert pcns(PARTNERS)["unchanged"] == 45


def test_a_network_moves_to_another_commissioner(pcns: Import) -> None:
    def merge(table: Table) -> None:
        for row in table[1:]:
            row[PRACTICE_CCG], row[PCN_CCG] = "16D", "16D"

    pcns(PARTNERS)
    pcns(edition(PARTNERS, merge), as_at=LATER, commissioner="")
    central = network("U36746")
    assert commissioner_of(central, date(2021, 3, 31)).code == "02X"
    assert commissioner_of(central, date(2021, 4, 1)).code == "16D"
    assert central.closed_on is None


def test_practices_come_first(tmp_path: Path) -> None:
    said = Import("import_pcns", tmp_path).refuse(PARTNERS)
    assert "40 mistakes, nothing was changed" in said[0]
    assert said[1] == (
        "line 2, Partner Organisation Code: C86001 is not in the register of practices. "
        "Import practices first, correct the code, or leave it out with --skip-unknown"
    )
    assert not Organisation.objects.exists()


def with_a_stranger(table: Table) -> None:
    table.append(list(row_of(table, "C86001")))
    table[-1][0] = "C86999"


@pytest.mark.parametrize("commissioner", ["02X", ""])
def test_a_practice_nobody_knows_is_a_mistake(pcns: Import, commissioner: str) -> None:
    table = edition(PARTNERS, with_a_stranger)
    (_, said) = pcns.refuse(table, commissioner=commissioner)
    assert said.startswith("line 42, Partner Organisation Code: C86999 is not in the register")
    said = "\n".join(pcns.say(table, "--skip-unknown", commissioner=commissioner))
    assert "Added: 45" in said
    assert "Note: Practices not in the register, left out (1): C86999" in said


def test_of_a_wider_file_only_what_is_known_is_taken(pcns: Import) -> None:
    def widen(table: Table) -> None:
        with_a_stranger(table)
        for place in (PRACTICE_CCG, PCN_CCG):
            table[-1][place] = "03L"
        table[-1][PCN], table[-1][PCN_NAME] = "U99999", "ROTHERHAM PCN"

    table = edition(PARTNERS, widen)
    said = "\n".join(pcns.say(table, commissioner=""))
    assert "Added: 45" in said
    assert "Practices not in the register, left out (1): C86999" in said
    assert not PrimaryCareNetwork.objects.filter(code="U99999").exists()
    assert pcns(table)["unchanged"] == 45


def test_a_cut_takes_in_a_practice_in_a_neighbours_network(pcns: Import) -> None:
    def cross(table: Table) -> None:
        row = row_of(table, "C86001")
        row[PCN], row[PCN_NAME], row[PCN_CCG] = "U99999", "ROTHERHAM PCN", "03L"

    pcns(edition(PARTNERS, cross))
    assert network_of(practice("C86001"), DAY) == network("U99999")
    assert commissioner_of(network("U99999"), DAY).code == "03L"


def test_every_bad_row_is_told_and_nothing_changes(pcns: Import) -> None:
    def spoil(table: Table) -> None:
        row_of(table, "C86001")[FROM] = "1 October"
        row_of(table, "C86002")[PCN] = "U305"
        row_of(table, "C86003")[TO] = "20190930"
        row_of(table, "C86005")[PCN_NAME] = "SOMETHING ELSE"
        table.append(list(row_of(table, "C86006")))
        table[-1][PCN], table[-1][PCN_NAME] = "U72999", "4 DONCASTER PCN"
        row_of(table, "C86009")[0] = "C86008"

    said = pcns.refuse(edition(PARTNERS, spoil))
    assert [each.split(":")[0] for each in said[1:]] == [
        "line 2, Practice to PCN Relationship Start Date",
        "line 3, PCN Code",
        "line 4, Practice to PCN Relationship End Date",
        "line 5, PCN Name",
        "line 8, Partner Organisation Code",
        "line 42, PCN Code",
    ]
    assert "joins U72999 on 2019-10-01 while it is in U36746 with no end (line 6)" in said[-1]
    assert not PrimaryCareNetwork.objects.exists()


def test_a_practice_may_leave_and_join_on_the_same_day(pcns: Import) -> None:
    def hand_over(table: Table) -> None:
        table.append(list(row_of(table, "C86001")))
        row_of(table, "C86001")[TO] = table[-1][FROM] = "20200701"
        table[-1][PCN], table[-1][PCN_NAME] = "U54853", "DONCASTER EAST PCN"

    pcns(edition(PARTNERS, hand_over))
    assert network_of(practice("C86001"), date(2020, 6, 30)) == network("U30587")
    assert network_of(practice("C86001"), date(2020, 7, 1)) == network("U54853")
