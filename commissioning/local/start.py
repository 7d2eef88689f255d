"""`./run`: the demo from nothing to a page that answers, and any management command beside it."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import replace

import redis

from commissioning.config.environment import Environment, read
from commissioning.local import checks, database, marks
from commissioning.local.locks import alone
from commissioning.local.processes import (
    StoppedError,
    background,
    follow,
    handling,
    quietly,
    stop_asked,
)
from commissioning.local.terminal import LOG, ROOT, VAR, CannotGoOnError, apt_get, say

DEMO_DAY = "2021-02-15"
FOR_PDF = "libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation"
USAGE = """\
./run                 start the demo and serve it until Ctrl-C
./run --fresh         start over, with nothing of what was entered
./run --no-server     do everything but serve
./run manage COMMAND  run a management command against the same database
"""
ASKED_TO_STOP = {128 + signal.SIGINT, 128 + signal.SIGTERM, 128 + signal.SIGHUP}
PATIENCE = 60  # seconds for the site to answer
WORK = (  # a worker for short and long work, with beat in it
    "--app=commissioning.jobs.celery_app",
    "worker",
    "--beat",
    f"--schedule={VAR / 'queue' / 'beat'}",
    "--queues=short,long",
    "--concurrency=2",
    "--loglevel=warning",
    "--without-gossip",
    "--without-mingle",
)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; the answer is the exit code."""
    try:
        with handling(stop_asked):
            return chosen(list(arguments))
    except CannotGoOnError as wrong:
        say(str(wrong))
        return 1
    except StoppedError as stopped:
        say("Stopped.")
        return stopped.exit_code


def chosen(arguments: list[str]) -> int:
    if arguments[:1] == ["manage"]:
        return manage(arguments[1:])
    if arguments[:1] == ["test"]:
        return checks.main(arguments[1:])
    if set(arguments) & {"-h", "--help", "help"}:
        sys.stdout.write(USAGE)
        return 0
    unknown = [each for each in arguments if each not in {"--fresh", "--no-server"}]
    if unknown:
        say(f"./run does not know {unknown[0]}. It knows:\n{USAGE}")
        return 2
    return demo(fresh="--fresh" in arguments, serves="--no-server" not in arguments)


def manage(arguments: list[str]) -> int:
    """Run a management command, with what the demo has where there is one."""
    with database.in_use() as address:
        own = environment(address)
        if not read(os.environ, ROOT).production:
            database.migrate(address, own)
        if marks.read(address).demo == marks.LOADED:
            own |= as_in_the_demo()
        return follow([sys.executable, str(ROOT / "manage.py"), *arguments], own)


def demo(*, fresh: bool, serves: bool) -> int:
    asked = read(os.environ, ROOT)
    if serves:
        check_port(asked.port)
    check_redis(asked.redis_url)
    if pango_is_missing():
        say(f"PDFs are off, for want of a system library; to have them: {apt_get(FOR_PDF)}")
    if fresh:
        database.start_over()
    with database.in_use() as address:
        own = environment(address)
        database.migrate(address, own)
        collect_static(own)
        if not asked.production and load(address, own):
            own |= as_in_the_demo()
        if serves:
            serve(asked, own)
        else:
            tell(f"\nTo serve it at http://127.0.0.1:{asked.port}/ type: ./run")
    return 0


def environment(address: str) -> dict[str, str]:
    """What our own processes see: the database, and a secret of this checkout."""
    own = dict(os.environ) | {"DATABASE_URL": address, "PYTHONUNBUFFERED": "1"}
    own["DJANGO_SETTINGS_MODULE"] = "commissioning.config.settings"
    own["SECRET_KEY"] = own.get("SECRET_KEY") or secret_key()
    for folder in ("queue/messages", "queue/control", "exports"):
        (VAR / folder).mkdir(parents=True, exist_ok=True)
    return own


def as_in_the_demo() -> dict[str, str]:
    return {"DEMO": "1", "COMMISSIONING_TODAY": os.environ.get("COMMISSIONING_TODAY") or DEMO_DAY}


def secret_key() -> str:
    """A secret made once for this checkout, which nobody else reads."""
    path = VAR / "secret_key"
    with alone(database.SETUP_LOCK):
        if not path.exists() or not path.read_text():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()


def load(address: str, own: dict[str, str]) -> bool:
    """Load the demo year as far as it is not there, and print what came of it.

    Says no where the database holds data of its own.
    """
    found = marks.read(address)
    if not found.demo and marks.holds_own_data(address):
        say(
            "The database holds data of its own, so the demo is left out and the date is today's; "
            "to erase that data and load the demo: ./run --fresh"
        )
        return False
    loaded = found.demo == marks.LOADED
    if not loaded:
        say("Loading the demo year …")
        marks.write(address, replace(found, demo=marks.LOADING))
    code = follow([sys.executable, str(ROOT / "manage.py"), "load_demo"], own | as_in_the_demo())
    if code in ASKED_TO_STOP:
        raise StoppedError(code - 128)
    if code and not loaded:
        raise CannotGoOnError(
            "The demo could not be loaded; what went wrong is said above. Go on with: ./run, "
            "or start over with: ./run --fresh"
        )
    marks.write(address, replace(found, demo=marks.LOADED))
    return True


def collect_static(own: dict[str, str]) -> None:
    """Gather and fingerprint what pages link to, when any of it has changed."""
    made = VAR / "collected"
    wanted = "\n".join(
        f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for folder in (ROOT / "static", ROOT / "build")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    wanted += (ROOT / "requirements.txt").read_text()
    if (ROOT / "collected").is_dir() and made.exists() and made.read_text() == wanted:
        return
    say("Gathering style sheets and scripts …")
    if not quietly([sys.executable, "-m", "commissioning.local.prepare", "collectstatic"], own):
        raise CannotGoOnError(
            f"Style sheets and scripts could not be gathered; {LOG.relative_to(ROOT)} says why. "
            "To make them anew: rm -rf build collected && ./run"
        )
    made.write_text(wanted)


def tell(line: str) -> None:
    """Say what the demo is for, where its table is printed."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve(asked: Environment, own: dict[str, str]) -> None:
    """Serve the site, and do its long work beside it, until somebody stops it."""
    check_port(asked.port)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:commissioning.config.gunicorn"]
    with (
        background([sys.executable, "-m", "celery", *WORK], own),
        background([*command, "commissioning.config.wsgi"], own) as site,
    ):
        address = f"http://127.0.0.1:{asked.port}"
        wait_until_it_answers(address, site)
        tell(f"\nServing at {address}/ until Ctrl-C.")
        try:
            code = site.wait()
        except StoppedError:  # as meant: nothing went wrong
            say("Stopping …")
            return
    raise CannotGoOnError(f"The site stopped by itself (exit code {code}); start it with: ./run")


def wait_until_it_answers(address: str, site: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE
    while site.poll() is None and time.monotonic() < ends:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310  (http)
        except urllib.error.HTTPError:
            return  # it answers, if only to say no to this name
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CannotGoOnError(
        "The site does not start; what went wrong is said above. To start over: ./run --fresh"
    )


def check_redis(address: str) -> None:
    """See that the Redis somebody named answers."""
    try:
        if address:
            redis.Redis.from_url(address, socket_connect_timeout=5).ping()
    except redis.RedisError as wrong:
        raise CannotGoOnError(
            f"The Redis named in REDIS_URL does not answer ({wrong}); start it, "
            "or do without: env -u REDIS_URL ./run"
        ) from wrong


def check_port(port: int) -> None:
    """See that we can listen, and offer a port that is free when we cannot."""
    try:
        listen(port)
    except PermissionError as wrong:
        raise CannotGoOnError(
            f"Port {port} is kept for the system; use another: PORT={free_port()} ./run"
        ) from wrong
    except OSError as wrong:
        raise CannotGoOnError(
            f"Port {port} is in use by another program; use another: PORT={free_port()} ./run"
        ) from wrong


def listen(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()


def free_port() -> int:
    """The first free port after our own."""
    for port in range(8001, 8100):
        try:
            listen(port)
        except OSError:
            continue
        return port
    return 8888


def pango_is_missing() -> bool:
    """Say whether the system lacks what prints PDFs."""
    try:
        for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
            ctypes.CDLL(library)
    except OSError:
        return sys.platform == "linux"
    return False
