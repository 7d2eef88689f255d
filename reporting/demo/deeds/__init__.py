"""What people of the demo did on the site, each done by the very action that its page calls.

A module for each subject holds `DEEDS`, by the name that demo/year/*.toml gives: a function that
takes `by` and what the file says besides, by keyword.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError

from commissioning.imports import FileRefusedError
from commissioning.models import User
from reporting.demo.year import Deed

DEEDS: dict[str, Callable[..., Any]] = {}

for found in iter_modules(__path__):
    DEEDS |= import_module(f"{__name__}.{found.name}").DEEDS


def do(deed: Deed) -> None:
    """Do one deed. Raises CommandError naming it where it is unknown or refused."""
    if deed.deed not in DEEDS:
        raise CommandError(f"No deed is called {deed.deed}; there are {', '.join(sorted(DEEDS))}")
    try:
        DEEDS[deed.deed](by=User.objects.get(email=deed.by), **deed.said)
    except (FileRefusedError, PermissionDenied, TypeError, ValidationError) as wrong:
        raise CommandError(
            f"The demo stops at the deed {deed.deed} of {deed.by}: {wrong}"
        ) from wrong
