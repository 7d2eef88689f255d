"""The log of requests, without what is secret in an address: whoever holds one may use it."""

from __future__ import annotations

import re
from typing import Any

from gunicorn.glogging import Logger

SECRET = re.compile(r"(/deadlines/|/invited/|/accounts/password/link/)[^/\s?]+(\.ics|/)")
WITH_ADDRESSES = ("r", "U", "f")  # the request's line, its path, and the page that led to it


def without_secrets(text: str) -> str:
    return SECRET.sub(r"\1…\2", text)


class WithoutSecrets(Logger):
    """Writes a line for each request, with secrets left out."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args)
        for name in WITH_ADDRESSES:
            atoms[name] = without_secrets(str(atoms[name]))
        return atoms
