"""The PostgreSQL that comes along, through what can befall it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from commissioning.local import marks
from commissioning.local.database import check_reachable
from commissioning.local.postgres import EmbeddedPostgres, connect, running
from commissioning.local.terminal import CannotGoOnError


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    folder = tmp_path_factory.mktemp("server")
    server = EmbeddedPostgres(folder / "pg")
    yield server
    server.remove()


def test_a_first_start_that_was_interrupted_is_made_good(server: EmbeddedPostgres):
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("18\n")
    address = server.start("care")
    connect(address).close()


def test_what_was_entered_is_there_after_a_restart(server: EmbeddedPostgres):
    with connect(server.start("care")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (it int)")
    connection.close()
    server.stop()
    assert not running(server.data)
    with connect(server.start("care")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept")
    connection.close()


def test_a_note_of_a_process_long_gone_does_not_mislead(server: EmbeddedPostgres):
    address = server.start("care")
    server.stop()
    note = f"{os.getpid()}\n{server.data}\n1\n5432\n{server.data}\n\n1 1\nready\n"
    (server.data / "postmaster.pid").write_text(note)
    assert not running(server.data)
    server.start("care")
    connect(address).close()


def test_a_running_server_is_joined(server: EmbeddedPostgres):
    assert server.start("care") == EmbeddedPostgres(server.data).start("care")


def test_a_database_is_marked_in_itself(server: EmbeddedPostgres):
    address = server.start("marked")
    assert marks.read(address) == marks.Marks()
    assert marks.is_empty(address)
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations (id int)")
    connection.close()
    marks.write(address, marks.Marks(migrations="abc", demo=marks.LOADED))
    assert marks.read(address) == marks.Marks(migrations="abc", demo="loaded")
    marks.erase(address)
    assert marks.read(address) == marks.Marks()


def test_data_of_ones_own_is_noticed(server: EmbeddedPostgres):
    address = server.start("owned")
    assert not marks.holds_own_data(address)
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE commissioning_user (email text)")
        cursor.execute("INSERT INTO commissioning_user VALUES ('console')")
    connection.close()
    assert not marks.holds_own_data(address)
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("INSERT INTO commissioning_user VALUES ('a@example.nhs.uk')")
    connection.close()
    assert marks.holds_own_data(address)


def test_a_database_that_is_not_there_comes_with_the_command_that_makes_it(
    server: EmbeddedPostgres,
):
    address = server.start("care").replace("/care?", "/nowhere?")
    with pytest.raises(CannotGoOnError, match=r"createdb .*nowhere"):
        check_reachable(address)


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path):
    with pytest.raises(CannotGoOnError, match="env -u DATABASE_URL") as wrong:
        check_reachable(f"postgresql://me:hush@/care?host={tmp_path}")
    assert "hush" not in str(wrong.value)


def test_a_folder_with_spaces_in_its_name_will_do(tmp_path: Path):
    folder = tmp_path / "My documents" / ("a long name " * 8)
    folder.mkdir(parents=True)
    server = EmbeddedPostgres(folder / "pg")
    try:
        connect(server.start("care")).close()
    finally:
        server.remove()
