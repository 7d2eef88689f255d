"""Django's own preparations, in one process: `python -m commissioning.local.prepare migrate …`."""

from __future__ import annotations

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command


def main(steps: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "commissioning.config.settings"
    django.setup()
    if "migrate" in steps:
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.ENVIRONMENT.redis_url:
            call_command("createcachetable", verbosity=0)
    if "collectstatic" in steps:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


if __name__ == "__main__":
    main(sys.argv[1:])
