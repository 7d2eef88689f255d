"""Measures a payment run for all of England beside one SQL statement that stores the same lines.

Makes its own throw-away PostgreSQL, with the settings of any other. Each number of practices is
measured in a process and a database of its own. What counts are the ratios; times are for
orientation, and only beside the statement's of the same run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.printing import Comparison, report
from commissioning.local.postgres import EmbeddedPostgres, connect

ROOT = Path(__file__).resolve().parent.parent
ENGLAND = 6_658
ROUNDS = {39: 15, 390: 15, ENGLAND: 9, 10 * ENGLAND: 3}  # by number of practices
MIGRATED = "bench"
NOT_FOR_BENCHES = ("COMMISSIONING_TODAY", "DEMO", "PRODUCTION", "DEBUG", "REDIS_URL")


def main() -> int:
    """Measure every size and print the comparison; 1 where a penny differs."""
    folder = Path(tempfile.mkdtemp(prefix="commissioning-bench-"))
    server = EmbeddedPostgres(folder / "pg")
    found = []
    try:
        address = server.start(MIGRATED)
        step(address, str(ROOT / "manage.py"), "migrate", "--verbosity=0")
        for practices, rounds in ROUNDS.items():
            sys.stderr.write(f"{practices:,} practices …\n")
            own = copied(address, f"of_{practices}")
            step(own, "-m", "bench.child", "fill", str(practices))
            said = step(own, "-m", "bench.child", "measure", str(practices), str(rounds))
            found.append(Comparison.read(json.loads(said)))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    report(found, england=ENGLAND)
    return int(any(each.disagreeing for each in found))


def copied(address: str, name: str) -> str:
    """A copy of the migrated database; gives its address."""
    connection = connect(address.replace(f"/{MIGRATED}?", "/postgres?"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{MIGRATED}"')
    connection.close()
    return address.replace(f"/{MIGRATED}?", f"/{name}?")


def step(address: str, *arguments: str) -> str:
    """Do one step in a fresh process, so that its memory is its own."""
    own = {name: value for name, value in os.environ.items() if name not in NOT_FOR_BENCHES}
    own |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "commissioning.config.settings"}
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, *arguments],
        cwd=ROOT,
        env=own,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
