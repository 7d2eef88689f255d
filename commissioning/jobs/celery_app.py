"""The Celery application: `celery -A commissioning.jobs.celery_app worker`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commissioning.config.settings")

app = Celery("commissioning")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["commissioning.site"], related_name="celery_tasks")


@setup_logging.connect
def _logs_as_the_site_does(**_: Any) -> None:
    """Leave logging as Django's settings have it."""
