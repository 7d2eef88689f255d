"""`./run` itself, in a checkout of its own that borrows the packages installed here."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PATIENCE = 1800  # seconds: a limit for what never comes, not a time that anything takes


def own_environment(**variables: str) -> dict[str, str]:
    mine = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    mine["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{mine['PATH']}"
    mine.pop("DJANGO_SETTINGS_MODULE", None)
    return mine | variables


def run(
    checkout: Path, *arguments: str, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "run", *arguments],
        cwd=cwd or checkout,
        env=own_environment(**variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def shell(checkout: Path, code: str, **variables: str) -> str:
    ended = run(checkout, "manage", "shell", "-v0", "-c", code, **variables)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_two_commands_at_once_in_a_fresh_checkout_each_find_a_migrated_database(checkout: Path):
    command = [checkout / "run", "manage", "migrate", "--check"]
    both = [subprocess.Popen(command, env=own_environment(), cwd=checkout) for _ in range(2)]
    assert [each.wait(120) for each in both] == [0, 0]
    assert not (checkout / "var" / "pg" / "postmaster.pid").exists(), "the last one stops it"


def test_a_fresh_checkout_is_empty_and_lives_today(checkout: Path):
    code = """
from commissioning.models import Organisation
from commissioning.clock import today
from django.utils.timezone import localdate
print(Organisation.objects.count(), today() == localdate())
"""
    assert shell(checkout, code) == "0 True"


def test_a_day_can_be_set_by_hand(checkout: Path):
    code = "from commissioning.clock import today; print(today())"
    assert shell(checkout, code, COMMISSIONING_TODAY="2020-07-01") == "2020-07-01"


def test_arguments_folders_and_exit_codes_are_the_commands_own(checkout: Path, tmp_path: Path):
    code = "import os, sys; print(os.getcwd()); sys.exit(7)"
    ended = run(checkout, "manage", "shell", "-v0", "-c", code, cwd=tmp_path)
    assert ended.returncode == 7
    assert ended.stdout == f"{tmp_path}\n", "nothing of ours on standard output"
    odd = run(checkout, "manage", "no such  command", cwd=tmp_path)
    assert odd.returncode == 1
    assert "no such  command" in odd.stderr


def test_a_command_beside_another_leaves_it_its_database(checkout: Path):
    code = "print('up', flush=True); input();"
    code += "from commissioning.models import User; print(User.objects.count() >= 0)"
    first = subprocess.Popen(
        [checkout / "run", "manage", "shell", "-v0", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=own_environment(),
        text=True,
    )
    with first:
        assert first.stdin
        assert first.stdout
        assert first.stdout.readline() == "up\n"
        assert shell(checkout, "print(1)") == "1"
        refused = run(checkout, "--fresh", "--no-server")
        assert refused.returncode == 1
        assert "Another ./run" in refused.stderr
        first.stdin.write("go on\n")
        first.stdin.flush()
        assert first.stdout.read() == "True\n"
        assert first.wait(PATIENCE) == 0


def test_what_was_entered_is_kept_and_the_demo_stays_away_from_it(checkout: Path):
    shell(
        checkout,
        "from commissioning.models import Organisation as O;"
        "O.objects.create(code='Y1', name='One of our own', kind='practice')",
    )
    ended = run(checkout, "--no-server")
    assert ended.returncode == 0, ended.stderr
    assert "holds data of its own" in ended.stderr
    assert "./run --fresh" in ended.stderr
    code = "from commissioning.models import Organisation as O; print(O.objects.count())"
    assert shell(checkout, code) == "1"


def test_the_site_answers_until_it_is_stopped(checkout: Path):
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = str(finder.getsockname()[1])
    site = subprocess.Popen(
        [checkout / "run"],
        env=own_environment(PORT=port),
        cwd=checkout,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert site.stdout
        assert any(f"Serving at http://127.0.0.1:{port}/" in line for line in site.stdout)
        assert answers(f"http://127.0.0.1:{port}/readyz")
        taken = run(checkout, PORT=port)
        assert taken.returncode == 1
        assert f"Port {port} is in use" in taken.stderr
    finally:
        site.send_signal(signal.SIGINT)
    site.communicate(timeout=PATIENCE)
    assert site.returncode == 0
    assert not (checkout / "var" / "pg" / "postmaster.pid").exists()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")


def answers(address: str) -> bool:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False


def test_an_unknown_option_comes_with_those_that_are_known(checkout: Path):
    ended = run(checkout, "--frsh")
    assert ended.returncode == 2
    assert "--fresh" in ended.stderr


def test_mistakes_of_the_environment_are_told_before_anything_is_made(checkout: Path):
    ended = run(checkout, PRODUCTION="1")
    assert ended.returncode == 1
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"):
        assert f"needs {name}" in ended.stderr


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("exit 1", "No Python 3.11 or newer was found that runs; install one:"),
        (
            'case "$*" in *version_info*) exit 0;; esac; exit 1',
            "cannot make an environment of its own; install what it lacks:",
        ),
    ],
)
def test_an_unusable_python_comes_with_the_command_that_mends_it(
    checkout: Path, tmp_path: Path, python: str, said: str
):
    """A machine with that Python alone, under every name that `./run` tries on its path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "readlink", "id", "bash"):
        (programs / name).symlink_to(str(shutil.which(name)))
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (programs / name).write_text(f"#!/bin/bash\n{python}\n")
        (programs / name).chmod(0o755)
    script = (checkout / "run").read_text().replace("/usr/bin/python3", str(programs / "python3"))
    (tmp_path / "run").write_text(script)
    ended = subprocess.run(
        ["bash", tmp_path / "run"],
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "apt-get install -y" in ended.stderr
