"""The Celery application: `celery -A commissioning.celery worker`."""

from __future__ import annotations

import logging
import os
import socket
from threading import Event, Thread
from typing import Any

from celery import Celery
from celery.signals import beat_embedded_init, beat_init, setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commissioning.settings")

app = Celery("commissioning")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SEEN_EVERY = 20  # seconds
log = logging.getLogger(__name__)


@setup_logging.connect
def _logs_as_the_site_does(**_: Any) -> None:
    """Leave logging as Django's settings have it."""


def _show_that_it_lives(name: str, *first: str) -> None:
    """Note every few seconds that this process is alive, from a thread that ends with it.

    `first`: tasks that it asks for as it starts, rather than wait for their hour.
    """

    def shows() -> None:
        from django.db import connection  # noqa: PLC0415  (once Django is set up)

        from commissioning.jobs import seen  # noqa: PLC0415

        for task in first:
            app.send_task(task)
        while True:
            try:
                seen(f"{name}@{socket.gethostname()}")
            except Exception as wrong:  # noqa: BLE001  (the database is away: it may come back)
                log.warning("No sign of life of %s: %s", name, wrong)
                connection.close()
            Event().wait(SEEN_EVERY)

    Thread(target=shows, name=f"signs of life of {name}", daemon=True).start()


@worker_ready.connect
def _worker_lives(**_: Any) -> None:
    _show_that_it_lives("worker", "commissioning.tasks.look_after_work")


@beat_init.connect
@beat_embedded_init.connect
def _beat_lives(**_: Any) -> None:
    _show_that_it_lives("beat")
