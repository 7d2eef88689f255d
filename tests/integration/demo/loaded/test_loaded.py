"""A demo that is loaded: it prints who is paid what, and loading it again changes nothing."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth import authenticate

from commissioning.clock import today
from commissioning.domain.money import pounds
from commissioning.models import Role, User
from commissioning.web.pdf import NOT_INSTALLED
from demo import exports
from demo.script import read_year
from payments.models import PaymentRun
from tests.integration.demo.loaded.conftest import Demo


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]
    assert len(ours) > 20
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())  # noqa: SLF001
        for model in ours
    }


OURS = {"commissioning", "practices", "carehomes", "payments", "reporting"}


def test_it_prints_every_payee_and_the_total(demo: Demo):
    run = PaymentRun.objects.get(month="2021-02-01")
    assert run.payee_totals.count() == 44
    for each in run.payee_totals.all():
        (line,) = [line for line in demo.said.splitlines() if line.startswith(each.payee_code)]
        assert line.endswith(pounds(each.amount))
        assert each.payee_name[:40] in line
    assert f"{pounds(run.total)}\n" in demo.said
    assert "invented" in demo.said.splitlines()[1]


def test_it_says_what_it_is_doing(demo: Demo):
    for step in read_year().step:
        assert f"{step.on:%d %b %Y}  {step.what}\n" in demo.progress
    assert "Loaded in " in demo.progress


def test_loading_it_again_says_so_and_changes_nothing(demo: Demo):
    before = everything()
    said, progress = demo.load()
    assert everything() == before
    assert said == demo.said
    assert progress.startswith("The demo is loaded already, up to 15 February 2021.")
    assert not demo.files.exists()


@pytest.mark.usefixtures("demo")
def test_everybody_can_sign_in_and_every_role_is_there():
    year = read_year()
    people = year.people
    assert {person.role for person in people} == set(Role)
    for role in (Role.FINANCE, Role.PRIMARY_CARE):
        assert len([person for person in people if person.role == role]) == 2
    user = authenticate(None, email="finance@example.org", password=year.password)
    assert isinstance(user, User)
    for person in people:
        user = User.objects.get(email=person.email)
        assert user.check_password(year.password)
        held = {
            (each.role, each.organisation.code if each.organisation else "")
            for each in user.roles_on(today())
        }
        assert (person.role, person.organisation) in held


def test_files_are_written_once_and_without_pango_only_pdfs_are_left_out(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(exports, "can_print", lambda: False)
    said, progress = demo.load("--exports", str(demo.files))
    assert f"The PDF schedule and the statements are left out: {NOT_INSTALLED}\n" in progress
    assert f"Files of 2021-02: {demo.files}\n" in said
    made = {path.name for path in demo.files.iterdir()}
    assert made == {"schedule_2021-02.csv", "schedule_2021-02.xlsx", "ledger_2021-02.csv"}
    assert [path.name for path in demo.files.parent.iterdir()] == ["2021-02"]
    with (demo.files / "schedule_2021-02.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert lines[-1]["run"] == "TOTAL"
    assert f"{pounds(Decimal(lines[-1]['amount']))}\n" in said
    assert Decimal(lines[-1]["amount"]) == sum(Decimal(line["amount"]) for line in lines[:-1])
    before = everything()
    assert demo.load("--exports", str(demo.files))[0] == said
    assert everything() == before
