"""`./run`: the demo from nothing to a page that answers, and any management command beside it."""

from __future__ import annotations

import ctypes
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import redis

from commissioning.config.environment import read
from commissioning.local import checks, database, marks, serving
from commissioning.local.demo_year import DemoYear, as_in_the_demo
from commissioning.local.locks import alone
from commissioning.local.processes import (
    StoppedError,
    begin_quietly,
    follow,
    handling,
    stop_asked,
)
from commissioning.local.terminal import (
    LOG,
    ROOT,
    VAR,
    CannotGoOnError,
    apt_get,
    how_it_ended,
    last_words,
    say,
    wait_for,
)

FOR_PDF = "libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation"
USAGE = """\
./run                 start the demo and serve it until Ctrl-C
./run --fresh         start over, with nothing of what was entered
./run --no-server     do everything but serve
./run manage COMMAND  run a management command against the same database

COMMISSIONING_TODAY=2020-05-20 ./run --fresh
                      load the demo's year up to that day only, and play it on from there
PORT=8001 ./run       serve elsewhere
"""


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
        if marks.read(address).demo:
            own |= as_in_the_demo()
        return follow([sys.executable, str(ROOT / "manage.py"), *arguments], own)


def demo(*, fresh: bool, serves: bool) -> int:
    asked = read(os.environ, ROOT)
    if serves:
        serving.check_port(asked.port)
    check_redis(asked.redis_url)
    if pango_is_missing():
        say(f"PDFs are off, for want of a system library; to have them: {apt_get(FOR_PDF)}")
    if fresh:
        database.start_over()
    with database.in_use() as address:
        own = environment(address)
        with static_gathered(own):
            database.migrate(address, own)
        year = None if asked.production else DemoYear.of(address)
        if year:
            own |= as_in_the_demo()
        if serves:
            serving.serve(asked.port, own, year)
            return 0
        if year:
            year.load(own)
        serving.tell(f"\nTo serve it at http://127.0.0.1:{asked.port}/ type: ./run")
    return 0


def environment(address: str) -> dict[str, str]:
    """What our own processes see: the database, and a secret of this checkout."""
    own = dict(os.environ) | {"DATABASE_URL": address, "PYTHONUNBUFFERED": "1"}
    own["DJANGO_SETTINGS_MODULE"] = "commissioning.config.settings"
    own["SECRET_KEY"] = own.get("SECRET_KEY") or secret_key()
    for folder in ("queue/messages", "queue/control", "exports"):
        (VAR / folder).mkdir(parents=True, exist_ok=True)
    return own


def secret_key() -> str:
    """A secret made once for this checkout, which nobody else reads."""
    path = VAR / "secret_key"
    with alone(database.SETUP_LOCK):
        if not path.exists() or not path.read_text():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()


@contextmanager
def static_gathered(own: dict[str, str]) -> Iterator[None]:
    """Gather and fingerprint what pages link to, when any of it has changed, beside other steps."""
    made = VAR / "collected"
    wanted = "\n".join(
        f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for folder in (ROOT / "static", ROOT / "build")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    wanted += (ROOT / "requirements.txt").read_text()
    if (ROOT / "collected").is_dir() and made.exists() and made.read_text() == wanted:
        yield
        return
    say("Gathering style sheets and scripts …")
    command = [sys.executable, "-m", "commissioning.local.prepare", "collectstatic"]
    step = begin_quietly(command, own)
    try:
        yield
        code = wait_for(step, "Still gathering style sheets and scripts")
    finally:
        if step.poll() is None:
            step.terminate()
            step.wait()
    if code:
        raise CannotGoOnError(
            f"Style sheets and scripts could not be gathered ({how_it_ended(code)}). "
            f"{last_words(LOG)}\nTo make them anew: rm -rf build collected && ./run"
        )
    made.write_text(wanted)


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


def pango_is_missing() -> bool:
    """Say whether the system lacks what prints PDFs."""
    try:
        for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
            ctypes.CDLL(library)
    except OSError:
        return sys.platform == "linux"
    return False
