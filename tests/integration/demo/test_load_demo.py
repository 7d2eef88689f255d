"""Loading the demo: where it is refused, in part and on from there, and what its files say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings
from pydantic import ValidationError

from commissioning.accounts.console import person
from commissioning.models import Organisation, SpecificationVersion, User
from commissioning.records.audit import record
from demo.play import play
from demo.script import FOLDER, ILLUSTRATIVE, Year, read_year
from demo.selectors import PLAYED
from payments.models import PaymentRun

YEAR = read_year()
INVENTED = "ILLUSTRATIVE: everything in this file is invented"
WITHOUT_HEADINGS = "2021-02-01_illustrative_practices.csv"  # the README says what it is


@pytest.fixture
def in_the_demo(db: None) -> Iterator[None]:  # noqa: ARG001  (loading writes)
    with override_settings(DEMO=True):
        yield


def load(*options: str) -> tuple[str, str]:
    said, progress = StringIO(), StringIO()
    call_command("load_demo", *options, stdout=said, stderr=progress)
    return said.getvalue(), progress.getvalue()


@pytest.mark.django_db
@override_settings(DEMO=True, PRODUCTION=True)
def test_it_is_refused_in_production():
    with pytest.raises(CommandError, match="never loaded in production"):
        load()
    assert not Organisation.objects.exists()


@pytest.mark.django_db
@override_settings(DEMO=False)
def test_it_is_refused_where_pages_would_not_say_that_it_is_invented():
    with pytest.raises(CommandError, match=r"start it with \./run, or set DEMO=1"):
        load()
    assert not Organisation.objects.exists()


@pytest.mark.usefixtures("in_the_demo")
def test_it_is_refused_where_the_database_holds_anything_else():
    User.objects.create_user("somebody@nhs.example")
    with pytest.raises(CommandError, match=r"holds data of its own.*\./run --fresh"):
        load()
    assert not Organisation.objects.exists()


@pytest.mark.usefixtures("in_the_demo")
def test_it_is_refused_where_another_edition_of_the_year_was_played():
    console = person(None)
    record(PLAYED, console, by=console, number=0, what="Something else happened")
    with pytest.raises(CommandError, match=r"another edition of demo/year\.toml"):
        load()


@pytest.mark.usefixtures("in_the_demo")
def test_it_can_be_loaded_in_part_and_goes_on_from_there():
    _, progress = load("--until", "2020-05-03")
    assert progress == "Nothing happens by then: the demo year starts on 4 May 2020.\n"
    said, progress = load("--until", "2020-05-13")
    assert SpecificationVersion.objects.filter(approved_by__isnull=False).count() == 4
    assert not PaymentRun.objects.exists()
    assert "Payment run of" not in said
    assert "April is prepared" not in progress
    said, progress = load("--until", "2020-05-18")
    assert PaymentRun.objects.get().is_approved
    assert "Practices and networks" not in progress
    assert "April is approved" in progress
    _, progress = load("--until", "2020-05-15")
    assert progress.startswith("The demo is loaded already, up to 18 May 2020.")


@pytest.mark.usefixtures("in_the_demo")
def test_a_step_happens_whole_or_not_at_all():
    let_in = "create_user somebody@example.org --role finance"
    step = {"on": "2020-05-04", "what": "A slip", "do": [let_in, "create_user nobody --role lmc"]}
    year = Year.model_validate(YEAR.model_dump() | {"step": [step]})
    with pytest.raises(CommandError, match="stops at: create_user nobody --role lmc"):
        play(year, range(1), by=person(None), say=lambda _: None)
    assert not User.objects.filter(email="somebody@example.org").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"step": [*YEAR.model_dump()["step"][::-1]]}, "write the steps in order"),
        ({"today": date(2020, 1, 1)}, "write the steps in order"),
        ({"passwort": "x"}, "Extra inputs are not permitted"),
    ],
)
def test_a_year_with_a_slip_is_refused(change: dict[str, Any], says: str):
    with pytest.raises(ValidationError, match=says):
        Year.model_validate(YEAR.model_dump() | change)


def illustrative() -> list[Path]:
    return sorted(ILLUSTRATIVE.iterdir())


@pytest.mark.parametrize("path", illustrative(), ids=lambda path: path.name)
def test_every_illustrative_file_says_so_and_is_used(path: Path):
    assert "_illustrative_" in path.name
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(INVENTED) or path.name == WITHOUT_HEADINGS
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    subject = path.name.split("_")[2]
    assert f"`{path.name[:10]}_…`" in readme or f"`{path.name[:10]}_illustrative_" in readme
    assert f"_illustrative_{subject}" in readme
    used = f" demo/illustrative/{path.name} "
    assert [step.on for step in YEAR.step for line in step.do if used in f"{line} "]


def test_nothing_is_known_before_its_day():
    for step in YEAR.step:
        for path in illustrative():
            if any(path.name in line for line in step.do):
                assert date.fromisoformat(path.name[:10]) <= step.on


def test_every_step_names_files_that_there_are():
    for step in YEAR.step:
        for line in step.do:
            for word in line.split():
                if word.startswith(("demo/", "commissioning/")):
                    assert (settings.BASE_DIR / word).is_file(), f"{step.on}: {word}"
