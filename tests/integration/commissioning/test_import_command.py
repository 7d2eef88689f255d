"""What every import command shares: who imports, for which day, and what a refusal looks like."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commissioning.models import AuditEvent, Role
from tests.factories.commissioning import RoleMembershipFactory, UserFactory
from tests.factories.publishers import PRACTICES, Import

COMMANDS = ["import_practices", "import_pcns", "import_list_sizes", "import_care_homes"]


@pytest.fixture
def practices(tmp_path: Path) -> Import:
    return Import("import_practices", tmp_path, as_at="2019-11-19")


@pytest.mark.django_db
def test_the_person_named_is_recorded(practices: Import) -> None:
    role = RoleMembershipFactory(role=Role.FINANCE)
    practices(PRACTICES, by=role.person.email.upper())
    assert AuditEvent.objects.get().by == role.person


@pytest.mark.django_db
def test_a_person_nobody_knows_is_refused(practices: Import) -> None:
    assert practices.refuse(PRACTICES, by="nobody@example.org") == [
        "--by: nobody has the e-mail address nobody@example.org. create_user makes people"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.PRACTICE, Role.PCN_DIRECTOR, Role.LMC, Role.DATA_QUALITY, None]
)
def test_others_may_not_keep_the_register(practices: Import, role: Role | None) -> None:
    person = UserFactory()
    if role:
        RoleMembershipFactory(person=person, role=role)
    (said,) = practices.refuse(PRACTICES, by=person.email)
    assert said.startswith("Only the CCG's primary care team and finance keep the register")
    assert said.endswith("Nothing was changed.")
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_of_another_kind_is_refused_in_words(command: str, tmp_path: Path) -> None:
    path = tmp_path / "minutes.csv"
    path.write_text("Minutes of the committee\nof 3 May\n")
    with pytest.raises(CommandError) as refused:
        call_command(command, str(path))
    assert "nothing was changed" in str(refused.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-at", "19/11/2019"], "'19/11/2019' is not a date: write it as 2021-01-31"),
        (["--commissioner", "Doncaster"], "is not a commissioner's code: three letters or digits"),
    ],
)
def test_options_are_checked(words: list[str], said: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_practices", str(PRACTICES), *words)
    assert said in str(refused.value)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_the_file_must_hold(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", command, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "FILE" in run.stdout
    assert "--dry-run" in run.stdout
    assert "olumns" in run.stdout or "partners" in run.stdout
