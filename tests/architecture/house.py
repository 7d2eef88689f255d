"""Where the code lives, for the tests of the house rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"actions", "forms", "models", "pages", "policy", "selectors", "views"}
APPS = ("commissioning", "practices", "carehomes", "payments", "reporting", "demo")
WITHOUT_SIGNING_IN = {
    "healthz",  # machines ask these
    "readyz",
    "accessibility",  # anyone may read these
    "privacy",
    "contact",
    "invited",  # who holds the link of an invitation
    "reporting:feed",  # a calendar program that holds a person's secret address
    "openid_connect_login",  # leads to another service to sign in, and back
    "openid_connect_callback",
    "socialaccount_login_cancelled",
}
LIBRARY = "allauth."  # signing in and passwords: the library's own views guard themselves


def modules(*kinds: str) -> list[Path]:
    """Files of these kinds in every app: `actions/runs.py`, `actions.py`, `job_actions.py`."""
    return sorted(
        path
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if path.name != "__init__.py" and kind(path) in kinds
    )


def kind(path: Path) -> str:
    """What a file holds: by the folder of a kind that it stands in, else by its own name."""
    folders = [part for part in path.relative_to(ROOT).parts[:-1] if part in KINDS]
    return folders[-1] if folders else path.stem.rsplit("_", maxsplit=1)[-1]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file, read once for all house rules; nobody changes it."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every address of our own, by the name that templates link to."""
    yield from _within(get_resolver().url_patterns, "")


def _within(found: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from _within(each.url_patterns, inner)
        elif not getattr(each.callback, "__module__", "").startswith(LIBRARY):
            yield f"{prefix}{each.name}", each
