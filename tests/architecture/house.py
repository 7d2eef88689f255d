"""Where the code lives, for the tests of the house rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
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


def modules(*names: str) -> list[Path]:
    """Files of these names in every app, and files in folders of these names."""
    return sorted(
        path
        for app in APPS
        for name in names
        for path in [*ROOT.glob(f"{app}/{name}.py"), *ROOT.glob(f"{app}/{name}/**/*.py")]
        if path.name != "__init__.py"
    )


def tree(path: Path) -> ast.Module:
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
