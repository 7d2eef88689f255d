"""What machines ask the site."""

import socket
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone

from commissioning.jobs.celery_app import app
from commissioning.models import Heartbeat


def test_the_process_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_site_is_ready(client):
    Heartbeat.objects.create(name="worker@here", at=timezone.now() - timedelta(seconds=5))
    Heartbeat.objects.create(name="worker@gone", at=timezone.now() - timedelta(hours=5))
    answer = client.get("/readyz")
    said = answer.json()
    assert 5 <= said.pop("seen_seconds_ago")["worker@here"] < 60
    assert (answer.status_code, said) == (
        200,
        {
            "status": "ok",
            "database": "ok",
            "broker": "ok",
            "worker": "ok",
            "beat": "never seen",
        },
    )


@pytest.mark.django_db
def test_a_beat_that_fell_silent_is_told_and_takes_no_page_away(client):
    Heartbeat.objects.create(name="beat@here", at=timezone.now() - timedelta(hours=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["beat"]) == (200, "late")


@pytest.mark.django_db
def test_the_site_is_not_ready_without_its_broker(client, monkeypatch):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    monkeypatch.setattr(app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"] == "The broker does not answer"


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
