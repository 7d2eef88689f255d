"""Background work hears us, by Redis as in production and by files as in the demo."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ATTEMPTS = 300  # many: a busy machine takes long over the first
CELERY = [sys.executable, "-m", "celery", "--app=commissioning.jobs.celery_app"]


@pytest.fixture
def redis_url(installed: Callable[[str, str], str], tmp_path: Path) -> Iterator[str]:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = str(finder.getsockname()[1])
    command = [installed("redis-server", "redis-server"), "--port", port, "--save", ""]
    with ended(subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)):
        address = ("127.0.0.1", int(port))
        wait(lambda: socket.create_connection(address, timeout=1).close())
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def wait(attempt: Callable[[], object]) -> None:
    for _ in range(ATTEMPTS):
        try:
            attempt()
        except OSError:
            time.sleep(0.1)
        else:
            return


def a_worker_answers(checkout: Path, environment: Mapping[str, str]) -> bool:
    worker = [*CELERY, "worker", "--pool=solo", "--loglevel=error", "--hostname=ours@here"]
    ask = [*CELERY, "inspect", "ping", "--destination=ours@here", "--timeout=2"]
    with ended(subprocess.Popen(worker, cwd=checkout, env=environment, stdout=subprocess.DEVNULL)):
        for _ in range(ATTEMPTS):
            asked = subprocess.run(
                ask, cwd=checkout, env=environment, capture_output=True, check=False, text=True
            )
            if asked.returncode == 0:
                return "pong" in asked.stdout
    return False


def test_by_files(checkout: Path):
    for name in ("messages", "control"):
        (checkout / "var" / "queue" / name).mkdir(parents=True, exist_ok=True)
    assert a_worker_answers(checkout, dict(os.environ) | {"REDIS_URL": ""})


def test_by_redis(checkout: Path, redis_url: str):
    assert a_worker_answers(checkout, dict(os.environ) | {"REDIS_URL": redis_url})


def test_the_cache_is_kept_in_redis(checkout: Path, redis_url: str):
    code = "from django.core.cache import cache; "
    for step, said in (("cache.set('a', 'kept')", ""), ("print(cache.get('a'))", "kept\n")):
        asked = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", code + step],
            cwd=checkout,
            env=dict(os.environ) | {"REDIS_URL": redis_url},
            capture_output=True,
            check=False,
            text=True,
        )
        assert (asked.returncode, asked.stdout) == (0, said), asked.stderr
