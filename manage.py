#!/usr/bin/env python
"""Django's commands, with the mistakes of the environment said in one sentence."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commissioning.config.settings")
    from django.conf import settings  # noqa: PLC0415  (only once the settings are named)
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from commissioning.config.environment import EnvironmentMistakesError  # noqa: PLC0415

    try:
        settings.INSTALLED_APPS  # noqa: B018  (reads the environment)
    except EnvironmentMistakesError as wrong:
        sys.exit(str(wrong))
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
