"""Publishing and approving specifications, and which version governs a month."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from commissioning.domain.periods import Month
from commissioning.models import AuditEvent, Role, SpecificationVersion, User
from commissioning.records.history import clock_time
from commissioning.specifications.publishing.actions import (
    approve_specification,
    publish_specification,
)
from commissioning.specifications.publishing.selectors import approved_versions, in_force, parsed
from commissioning.specifications.schema import SpecificationError
from tests.factories.specifications import MINUTE, MINUTED, agreed
from tests.factories.years import a_person
from tests.unit.specifications import DATA, EXAMPLE

pytestmark = pytest.mark.django_db

TEXT = EXAMPLE.read_text()
APPROVE = ("--approve", *MINUTE)
Say = Callable[..., str]


@pytest.fixture
def anna() -> User:
    return a_person("anna@ccg.example", Role.PRIMARY_CARE)


@pytest.fixture
def ben() -> User:
    return a_person("ben@ccg.example", Role.PRIMARY_CARE)


@pytest.fixture
def fay() -> User:
    return a_person("fay@ccg.example", Role.FINANCE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run publish_specification and give what it said."""

    def run(*words: object) -> str:
        call_command("publish_specification", *[str(each) for each in words])
        return capsys.readouterr().out

    return run


def another(version: str, in_force: str) -> str:
    return TEXT.replace('version = "1"', f'version = "{version}"').replace(
        "in_force = 2020-04-01", f"in_force = {in_force}"
    )


# The actions


def test_a_version_is_kept_whole(anna: User) -> None:
    version, is_new = publish_specification(text=TEXT, by=anna)
    assert is_new
    assert (version.code, version.version, version.commissioner) == ("small", "1", "02X")
    assert version.text == TEXT
    assert version.in_force_from == version.period_from == date(2020, 4, 1)
    assert parsed(version).title == version.title == "A small specification"
    assert version.approved_at is None
    assert AuditEvent.objects.get().event == "specification published"


def test_the_same_file_again_changes_nothing(anna: User, ben: User) -> None:
    first, _ = publish_specification(text=TEXT, by=anna)
    again, is_new = publish_specification(text=TEXT, by=ben)
    assert (again.pk, is_new, again.published_by) == (first.pk, False, anna)
    assert AuditEvent.objects.count() == 1


def test_another_text_under_the_same_version_is_refused(anna: User) -> None:
    publish_specification(text=TEXT, by=anna)
    with pytest.raises(PermissionDenied, match="small 1 is published with another text"):
        publish_specification(text=TEXT.replace("171.00", "172.00"), by=anna)


def test_a_file_with_mistakes_is_not_published(anna: User) -> None:
    with pytest.raises(SpecificationError):
        publish_specification(text=TEXT.replace('"171.00"', "171"), by=anna)
    assert not SpecificationVersion.objects.exists()


def test_only_the_primary_care_team_publishes_and_approves(anna: User, fay: User) -> None:
    with pytest.raises(PermissionDenied, match="primary care team publishes"):
        publish_specification(text=TEXT, by=fay)
    version, _ = publish_specification(text=TEXT, by=anna)
    with pytest.raises(PermissionDenied, match="primary care team approves"):
        approve_specification(version=version, minuted=MINUTED, by=fay)


def test_a_second_person_approves(anna: User, ben: User) -> None:
    version, _ = publish_specification(text=TEXT, by=anna)
    with pytest.raises(PermissionDenied, match="a second person of the team approves it"):
        approve_specification(version=version, minuted=MINUTED, by=anna)
    before = clock_time()
    approved = approve_specification(version=version, minuted=MINUTED, by=ben)
    assert approved.approved_by == ben
    assert approved.approved_at is not None
    assert before < approved.approved_at < clock_time()
    assert AuditEvent.objects.first().event == "specification approved"  # type: ignore[union-attr]
    with pytest.raises(PermissionDenied, match="is approved already"):
        approve_specification(version=version, minuted=MINUTED, by=ben)


def test_nothing_is_saved_when_the_audit_cannot_be_written(
    anna: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("the disk is full")

    version, _ = publish_specification(text=TEXT, by=anna)
    monkeypatch.setattr(AuditEvent.objects, "create", broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        publish_specification(text=another("2", "2020-09-01"), by=anna)
    with pytest.raises(DatabaseError), transaction.atomic():
        approve_specification(version=version, minuted=MINUTED, by=ben)
    assert [each.approved_at for each in SpecificationVersion.objects.all()] == [None]


def test_the_database_refuses_to_change_what_was_published(anna: User, ben: User) -> None:
    version, _ = publish_specification(text=TEXT, by=anna)
    with pytest.raises(DatabaseError), transaction.atomic():
        SpecificationVersion.objects.update(text="other")
    approve_specification(version=version, minuted=MINUTED, by=ben)
    with pytest.raises(DatabaseError), transaction.atomic():
        SpecificationVersion.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        SpecificationVersion.objects.update(approved_by=anna)


@pytest.mark.django_db(transaction=True)
def test_two_people_approving_at_once_approve_it_once(anna: User, ben: User) -> None:
    third = a_person("cat@ccg.example", Role.PRIMARY_CARE)
    version, _ = publish_specification(text=TEXT, by=anna)

    def approve(by: User) -> str:
        try:
            approve_specification(version=version, minuted=MINUTED, by=by)
        except PermissionDenied as refused:
            return str(refused)
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(approve, [ben, third]))
    assert said == ["A small specification, version 1 is approved already", "approved"]
    assert AuditEvent.objects.filter(event="specification approved").count() == 1


# Which version governs


def test_a_month_is_governed_by_the_version_in_force_on_its_first_day(
    anna: User, ben: User
) -> None:
    for version, day in (("1", "2020-04-01"), ("2", "2020-09-02"), ("3", "2020-04-01")):
        published, _ = publish_specification(text=another(version, day), by=anna)
        if version != "3":
            approve_specification(version=agreed(published, anna), minuted=MINUTED, by=ben)
    found = approved_versions()
    governing = [in_force(found, Month(2020, number)) for number in (3, 4, 9, 10)]
    assert [each and each.version for each in governing] == [None, "1", "1", "2"]
    third = agreed(SpecificationVersion.objects.get(version="3"), anna)
    approve_specification(version=third, minuted=MINUTED, by=ben)
    later = in_force(approved_versions(), Month(2020, 4))
    assert later is not None
    assert later.version == "3"


def test_what_governed_at_a_moment_leaves_out_later_approvals(anna: User, ben: User) -> None:
    version, _ = publish_specification(text=TEXT, by=anna)
    approved = approve_specification(version=version, minuted=MINUTED, by=ben)
    assert approved.approved_at is not None
    assert approved_versions(approved.approved_at) == [version]
    assert approved_versions(approved.approved_at - timedelta(microseconds=1)) == []


# The command


def test_publishes_then_approves(say: Say, file: Path, anna: User, ben: User) -> None:
    assert say(file, "--by", anna.email).startswith(
        "Published small 1 (A small specification), in force from 1 April 2020. It governs no "
        "payment until a second person"
    )
    assert say(file, *APPROVE, "--by", ben.email) == (
        "Approved small 1 (A small specification): it governs months from 1 April 2020.\n"
    )


def test_doing_it_again_says_so(say: Say, file: Path, anna: User, ben: User) -> None:
    for _ in range(2):
        published = say(file, "--by", anna.email)
    for _ in range(2):
        approved = say(file, *APPROVE, "--by", ben.email)
    assert published.endswith("by Anna, with this very text. Nothing was changed.\n")
    assert approved.endswith("by Ben. Nothing was changed.\n")


@pytest.mark.parametrize("code", [each.stem for each in sorted(DATA.iterdir())])
def test_publishes_each_of_the_four(code: str, say: Say, anna: User, ben: User) -> None:
    say(DATA / f"{code}.toml", "--by", anna.email)
    say(DATA / f"{code}.toml", *APPROVE, "--by", ben.email)
    assert SpecificationVersion.objects.get().code == code


def test_line_ends_and_a_byte_order_mark_make_no_other_text(
    say: Say, file: Path, anna: User
) -> None:
    say(file, "--by", anna.email)
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert "Nothing was changed." in say(file, "--by", anna.email)


def refusal(say: Say, *words: object) -> str:
    with pytest.raises(CommandError) as refused:
        say(*words)
    return str(refused.value)


def test_says_every_mistake_on_its_own_line(say: Say, file: Path, anna: User) -> None:
    file.write_text(TEXT.replace('"171.00"', "171.0").replace('"289.00"', "289"))
    rest = "write it in quotes, for example “171.00”, so that it is read exactly"
    assert refusal(say, file, "--by", anna.email).split("\n") == [
        f"{file}: 2 mistakes, nothing was published.",
        f"payment 1 (monthly), rate 1, amount: is a bare number (171.0): {rest}",
        f"payment 4 (costs), category 1 (sessions), most_per_unit: is a bare number (289): {rest}",
    ]


def test_refuses_to_approve_what_is_not_there(
    say: Say, file: Path, anna: User, ben: User, fay: User
) -> None:
    assert refusal(say, file, *APPROVE, "--by", ben.email) == (
        "small 1 has not been published: publish it first, without --approve. Nothing was approved."
    )
    say(file, "--by", anna.email)
    assert "You published this version" in refusal(say, file, *APPROVE, "--by", anna.email)
    assert "Only the CCG's" in refusal(say, file, *APPROVE, "--by", fay.email)
    file.write_text(TEXT.replace("171.00", "172.00"))
    changed = refusal(say, file, *APPROVE, "--by", ben.email)
    assert "small 1 is published with another text" in changed
    assert changed.endswith("Nothing was approved.")


def test_refuses_a_file_that_cannot_be_read(say: Say, tmp_path: Path, anna: User) -> None:
    by = ("--by", anna.email)
    assert "No such file" in refusal(say, tmp_path / "none.toml", *by)
    assert "Is a directory" in refusal(say, tmp_path, *by)
    (tmp_path / "photo.toml").write_bytes(b"\x89PNG\xff\x00")
    assert "not text in UTF-8" in refusal(say, tmp_path / "photo.toml", *by)
    (tmp_path / "long.toml").write_text("# " + "x" * 1024 * 1024)
    assert "larger than a specification can be" in refusal(say, tmp_path / "long.toml", *by)
    assert "nobody has the e-mail" in refusal(say, tmp_path, "--by", "who@ccg.example")
    assert "required: --by" in refusal(say, tmp_path)
