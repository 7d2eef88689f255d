"""Serving the site until somebody stops it, while the demo's year is loaded beside it."""

from __future__ import annotations

import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack

from commissioning.local.demo_year import DemoYear
from commissioning.local.processes import Program, StoppedError, background
from commissioning.local.terminal import VAR, CannotGoOnError, Waiting, say

OFTEN = 0.2  # seconds between two looks at what runs
ANSWER_WITHIN = 30  # seconds for one answer, before another is asked for
GUNICORN = (
    *("-m", "gunicorn", "--config", "python:commissioning.config.gunicorn"),
    *("--timeout", "0"),  # a worker that needs minutes to begin, on a busy machine, is left to it
    "commissioning.config.wsgi",
)
WORKER = (  # for short and long work, with beat in it
    *("-m", "celery", "--app=commissioning.jobs.celery_app", "worker"),
    "--beat",
    f"--schedule={VAR / 'queue' / 'beat'}",
    "--queues=short,long",
    "--concurrency=2",
    "--loglevel=warning",
    "--without-gossip",
    "--without-mingle",
)


def serve(port: int, own: dict[str, str], year: DemoYear | None) -> None:
    """Serve the site, load the year beside it, and then do its long work, until somebody stops it.

    The work waits for the year: it would write messages and sitreps on a day that is to come yet.
    """
    check_port(port)
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as running:
        load = running.enter_context(year.loading(own)) if year else None
        site = running.enter_context(
            background("The site", [sys.executable, *GUNICORN], own, VAR / "site.log")
        )
        wait_until_it_answers(address, site)
        if year and load:
            if not year.is_there:
                tell(
                    f"\nServing at {address}/ while the year is loaded: pages say how far it is.\n"
                )
            wait_until_loaded(year, load, site)
        worker = running.enter_context(
            background("The worker", [sys.executable, *WORKER], own, VAR / "worker.log")
        )
        tell(f"\nServing at {address}/ until Ctrl-C.")
        try:
            watch(site, worker)
        except StoppedError:  # as meant: nothing went wrong
            say("Stopping …")
            return
    raise CannotGoOnError(f"{site.why_it_ended()}\nStart it again with: ./run")


def watch(site: Program, worker: Program) -> None:
    """Pass on what both say, until the site ends by itself. Without the worker, pages go on."""
    is_told = False
    while site.code is None:
        site.pass_on()
        worker.pass_on()
        if worker.code is not None and not is_told:
            is_told = True
            say(f"{worker.why_it_ended()}\nPages go on; long work waits until the next ./run.")
        time.sleep(OFTEN)


def wait_until_it_answers(address: str, site: Program) -> None:
    """Wait as long as the site's process lives. Raises CannotGoOnError where it ends by itself."""
    waiting = Waiting("Waiting for the site to answer")
    while site.code is None:
        site.pass_on()
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=ANSWER_WITHIN).close()  # noqa: S310  (http)
        except urllib.error.HTTPError:
            return  # it answers, if only to say no to this name
        except OSError:
            waiting.go_on()
            time.sleep(OFTEN)
        else:
            return
    raise CannotGoOnError(f"{site.why_it_ended()}\nWhen that is mended: ./run")


def wait_until_loaded(year: DemoYear, load: Program, site: Program) -> None:
    """Wait for the year, as long as both live. Raises CannotGoOnError where either ends wrongly."""
    while load.code is None:
        if site.code is not None:
            raise CannotGoOnError(f"{site.why_it_ended()}\nWhen that is mended: ./run")
        site.pass_on()
        time.sleep(OFTEN)
    year.ended(load.code)


def tell(line: str) -> None:
    """Say what the demo is for, where its table is printed."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


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
