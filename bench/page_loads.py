"""Measures pages beside a bare signed-in page, by wrk against gunicorn with two workers.

Each page is measured right after the bare page on the same server, and what counts is the ratio of
their medians. Times are printed for orientation only. Each is measured twice: as it is served while
nobody changes anything, when its parts are kept, and anew, when nothing is kept, as it is served to
the first who asks after a change.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from commissioning.local.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
PRACTICE = "C86001"
SIZES = (39, 6_658)
SECONDS = 2
TURNS = 3
CONNECTIONS = 2
TODAY = "2020-07-20"
NOT_FOR_BENCHES = ("PRODUCTION", "DEBUG", "REDIS_URL")
MOST, MOST_OF_THE_BEST = 8.0, 4.0  # times the bare page

# Name: who looks (CCG or practice), the address, the aim, and whether it was shown before.
PAGES: dict[str, tuple[str, str, float, bool]] = {
    "home of the CCG": ("reads", "/", MOST, False),
    "home of a practice": ("manages", "/", MOST, False),
    "sign-up board": ("reads", "/sign-ups/proactive-care/", MOST_OF_THE_BEST, False),
    "run, approved": ("reads", "/runs/2020-06/", MOST, False),
    "run, approved, unchanged": ("reads", "/runs/2020-06/", 1.4, True),
    "run, draft": ("reads", "/runs/2020-07/", MOST, False),
    "practice's year": ("manages", f"/payees/{PRACTICE}/2020-21/", MOST_OF_THE_BEST, False),
    "practice's year, unchanged": ("manages", f"/payees/{PRACTICE}/2020-21/", 1.4, True),
    "payees": ("reads", "/payees/", MOST, False),
    "practices": ("reads", "/practices/", MOST, False),
    "returns": ("reads", "/returns/", MOST, False),
    "decisions": ("reads", "/decisions/", MOST, False),
    "claims": ("reads", "/claims/", MOST, False),
}


@dataclass(frozen=True)
class Load:
    """What wrk saw of one page."""

    rate: float
    p50: float
    p95: float
    failed: int


@dataclass(frozen=True)
class Seen:
    """A page and the bare page beside it, a turn each time; `anew`: nothing was kept."""

    name: str
    anew: bool
    aim: float
    page: tuple[Load, ...]
    bare: tuple[Load, ...]
    queries: int

    @property
    def ratio(self) -> float:
        return median(each.p50 for each in self.page) / median(each.p50 for each in self.bare)

    @property
    def ratio_of_p95(self) -> float:
        return median(each.p95 for each in self.page) / median(each.p95 for each in self.bare)


def main() -> int:
    """Measure every page at each size and print the ratios; 1 where an answer failed."""
    if shutil.which("wrk") is None:
        sys.stderr.write("wrk is not installed: apt-get install wrk\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="commissioning-bench-"))
    server = EmbeddedPostgres(folder / "pg")
    found: dict[int, list[Seen]] = {}
    try:
        for size in SIZES:
            sys.stderr.write(f"{size:,} practices …\n")
            address = server.start(f"pages_{size}")
            own = environment(address)
            step(own, "-m", "commissioning.local.prepare", "migrate", "collectstatic")
            step(own, "-m", "bench.page_site", "fill", str(size))
            found[size] = [*measure(own, anew=False), *measure(own, anew=True)]
            report(size, found[size])
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    compare(found)
    return int(any(each.failed for seen in found.values() for it in seen for each in it.page))


def environment(address: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in NOT_FOR_BENCHES}
    return own | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "bench.bare",
        "SECRET_KEY": "only-for-a-bench-on-this-machine-and-nobody-else",
        "DEMO": "1",
        "COMMISSIONING_TODAY": TODAY,
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "2",
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def step(own: dict[str, str], *arguments: str) -> str:
    """Do one step in a fresh process."""
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, *arguments],
        cwd=ROOT,
        env=own,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def measure(own: dict[str, str], *, anew: bool) -> list[Seen]:
    if anew:
        own = own | {"BENCH_ANEW": "1"}
    cookies = json.loads(step(own, "-m", "bench.page_site", "sign-in"))
    asked = {name: (who, path) for name, (who, path, _, _) in PAGES.items()}
    queries = json.loads(step(own, "-m", "bench.page_site", "count", json.dumps(asked)))
    found = []
    with serving(own) as base:
        for name, (who, path, aim, shown_before) in PAGES.items():
            if anew and shown_before:
                continue
            sys.stderr.write(f"  {name}{', anew' if anew else ''} …\n")
            headers = {"Cookie": f"sessionid={cookies[who]}"}
            known = dict(headers)
            if shown_before:
                known["If-None-Match"] = etag_of(base + path, headers)
            for warming in (base + path, base + "/bare/"):
                load(warming, headers, 1)
            page, bare = [], []
            for _ in range(TURNS):
                bare.append(load(f"{base}/bare/", headers, SECONDS))
                page.append(load(base + path, known, SECONDS))
            found.append(Seen(name, anew, aim, tuple(page), tuple(bare), queries[name]))
    return found


@contextmanager
def serving(own: dict[str, str]) -> Iterator[str]:
    """The product's own server, with two workers."""
    base = f"http://127.0.0.1:{own['PORT']}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:commissioning.config.gunicorn",
        "--max-requests",
        "0",
    ]
    with subprocess.Popen([*command, "commissioning.config.wsgi"], cwd=ROOT, env=own) as site:  # noqa: S603
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"{base}/healthz", timeout=2).close()  # noqa: S310
                    break
                except OSError:
                    time.sleep(0.1)
            yield base
        finally:
            site.terminate()


def etag_of(address: str, headers: dict[str, str]) -> str:
    """What a browser that was shown the page says it has."""
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        return str(answer.headers["ETag"])


def load(address: str, headers: dict[str, str], seconds: int) -> Load:
    """What wrk sees of a page that somebody signed in asks for, again and again."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", "bench/percentiles.lua"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(  # noqa: S603
        [*command, address], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return Load(**json.loads(done.stdout.strip().splitlines()[-1]))


def report(size: int, seen: list[Seen]) -> None:
    """The ratios at one size."""
    print(f"\n{size:,} practices; beside a bare signed-in page, medians of {TURNS} turns")
    print(f"  {'page':28} p50 ratio    aim  p95 ratio  queries   req/s   p50 ms")
    for each in seen:
        rate, p50 = (median(getattr(it, name) for it in each.page) for name in ("rate", "p50"))
        late = "" if each.ratio <= each.aim else "  over its aim"
        print(
            f"  {each.name + (', anew' if each.anew else ''):28} {each.ratio:10.2f} {each.aim:6.1f}"
            f" {each.ratio_of_p95:10.2f} {each.queries:8} {rate:7.0f} {p50:8.2f}{late}"
        )
    sys.stdout.flush()


def compare(found: dict[int, list[Seen]]) -> None:
    """Which pages ask more of the database as practices grow."""
    first, *others = found.values()
    for larger in others:
        for small, large in zip(first, larger, strict=True):
            if small.queries != large.queries:
                print(f"  {small.name}: {small.queries} queries, and {large.queries} as it grows")


if __name__ == "__main__":
    sys.exit(main())
