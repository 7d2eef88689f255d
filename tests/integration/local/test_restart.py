"""PostgreSQL is restarted while pages are open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from commissioning.local.postgres import EmbeddedPostgres

PATIENCE = 1800  # seconds: a limit for what never comes, not a time that anything takes


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path_factory.mktemp("restart") / "pg")
    yield server
    server.remove()


def until(said: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not said():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.1)


def answers(address: str) -> int:
    """The status of a page; 0 where nobody listens yet."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return int(refused.code)
    except OSError:
        return 0


def test_pages_say_so_while_it_is_away_and_go_on_after(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    # given a site that serves pages
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": server.start("pages"),
        "SECRET_KEY": "x" * 50,
        "PORT": str(port),
        "DEBUG": "1",  # static files need no collecting
        "COMMISSIONING_QUEUE": str(tmp_path / "queue"),
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    folder = settings.BASE_DIR
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=folder,
        env=environment,
        check=True,
    )
    subprocess.run(
        [sys.executable, "manage.py", "createcachetable"], cwd=folder, env=environment, check=True
    )
    site = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config=python:commissioning.config.gunicorn",
            f"--bind=127.0.0.1:{port}",
            "commissioning.config.wsgi",
        ],
        cwd=folder,
        env=environment,
    )
    here = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(f"{here}/accounts/login/") == 200)

        # when the database goes
        server.stop()

        # then pages say that something went wrong, and the checks tell what
        assert answers(f"{here}/accounts/login/") == 500
        assert answers(f"{here}/healthz") == 200
        assert answers(f"{here}/readyz") == 503

        # and once it is back, the same processes serve as before
        server.start("pages")
        until(lambda: answers(f"{here}/accounts/login/") == 200)
        assert all(answers(f"{here}/accounts/login/") == 200 for _ in range(8))
    finally:
        site.terminate()
        site.wait(30)
