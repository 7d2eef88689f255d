"""The whole demo, by the one command: stopped half-way, gone on with, and kept."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from tests.integration.local.test_run import PATIENCE, own_environment, run, shell

TODAY = "from commissioning.clock import today; from django.conf import settings; "
TODAY += "print(today(), settings.DEMO)"


def test_the_demo_is_loaded_however_often_it_is_stopped_and_then_kept(checkout: Path):
    command = [checkout / "run", "--fresh", "--no-server"]
    first = subprocess.Popen(
        command,
        cwd=checkout,
        env=own_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with first:
        assert first.stderr
        for line in first.stderr:
            if "May is approved" in line:
                os.killpg(first.pid, signal.SIGINT)  # as Ctrl-C does at a terminal
        assert first.wait(PATIENCE) == 130
    assert not (checkout / "var" / "pg" / "postmaster.pid").exists()

    second = run(checkout, "--no-server")
    assert second.returncode == 0, second.stderr
    assert "April is approved" not in second.stderr, "what was done is not done again"
    assert "Total" in second.stdout
    assert str(checkout / "var" / "exports") in second.stdout
    assert "sign in" in second.stdout

    third = run(checkout, "--no-server")
    assert third.returncode == 0, third.stderr
    assert third.stdout == second.stdout

    assert shell(checkout, TODAY) == "2021-02-15 True"
    assert shell(checkout, TODAY, COMMISSIONING_TODAY="2020-07-01") == "2020-07-01 True"


def test_a_year_is_loaded_up_to_a_day_and_played_on_from_there(checkout: Path):
    def load(day: str, *options: str) -> subprocess.CompletedProcess[str]:
        ended = run(checkout, "--no-server", *options, COMMISSIONING_TODAY=day)
        assert ended.returncode == 0, ended.stderr
        return ended

    part = load("2020-05-08", "--fresh")
    assert "The week of 4 May is counted" in part.stderr
    assert "11 May 2020  " not in part.stderr, "nothing of what comes later"
    assert "Payment run of" not in part.stdout
    assert "federation@example.org" in part.stdout, "let in on 7 May"

    on = load("2020-05-12")
    assert "The week of 4 May is counted" not in on.stderr, "what was played is not played again"
    assert "V4.0, is published" in on.stderr

    back = load("2020-05-08")
    assert "What happened after 8 May 2020 is there too" in back.stderr
    assert shell(checkout, TODAY, COMMISSIONING_TODAY="2020-05-08") == "2020-05-08 True"
