"""What machines ask the site."""

import pytest
from django.db import connection
from django.db.utils import OperationalError


def test_the_process_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_site_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})


@pytest.mark.django_db
def test_the_site_is_not_ready_without_its_database(client, monkeypatch):
    def refuse(*_args: object) -> None:
        raise OperationalError("connection refused by 10.0.0.1")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "database": "The database does not answer"}
    assert "10.0.0.1" not in answer.content.decode()


def test_nothing_is_written_by_asking(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
