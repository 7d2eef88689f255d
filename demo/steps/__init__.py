"""What people of the demo did on the site, each done by the very action that its page calls.

A module for each subject holds `DEEDS`, by the name that demo/year/*.toml gives: a function that
takes `by` and what the file says besides, by keyword.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError

from commissioning.imports import FileRefusedError
from commissioning.models import User
from demo.script import Deed


def together(modules: Iterable[ModuleType]) -> dict[str, Callable[..., Any]]:
    """The deeds of some modules. Raises ValueError where two of them call theirs the same."""
    deeds: dict[str, Callable[..., Any]] = {}
    whose: dict[str, str] = {}
    for module in modules:
        theirs: Mapping[str, Callable[..., Any]] = module.DEEDS
        for name, deed in theirs.items():
            if name in whose:
                raise ValueError(
                    f"Two deeds are called “{name}”, one in {whose[name]} and one in"
                    f" {module.__name__}: call one of them otherwise"
                )
            deeds[name], whose[name] = deed, module.__name__
    return deeds


DEEDS = together(import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))


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
