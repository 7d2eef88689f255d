"""The fingerprint of what was sent, which its receipt names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from practices.rules.return_requests import ReturnKey


def fingerprint(form: ReturnKey, answers: Mapping[str, Any], *, version: str, number: int) -> str:
    """The SHA-256 of what was sent: whose, which, under which text, and every answer."""
    contents = {"form": form.text, "version": version, "number": number, "answers": answers}
    text = json.dumps(contents, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
