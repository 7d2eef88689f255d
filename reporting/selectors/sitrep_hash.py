"""Reads a sitrep with all that it was counted from, as the text that is hashed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from reporting.models import Sitrep


def hash_of(sitrep: Sitrep) -> str:
    """The SHA-256 of all that is signed: figures, words, and the rows they were counted from."""
    digest = sha256()
    for line in _lines(sitrep):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _lines(sitrep: Sitrep) -> Iterator[str]:
    head = {
        "week": sitrep.week,
        "revision": sitrep.revision,
        "reason": sitrep.reason,
        "version": sitrep.version.sha256,
        "scope": sitrep.scope_on,
        "counted": sitrep.counted_on,
        "questions": sitrep.questions,
        "totals": sitrep.totals,
        "counts": sitrep.counts,
        "answers": sitrep.answers,
        "comments": sitrep.comments,
        "finding": sitrep.finding,
    }
    yield json.dumps(head, sort_keys=True, ensure_ascii=False, default=_plain)
    homes = sitrep.homes.order_by("location_id")
    for home in homes.values_list("location_id", "name", "network_code", "stands").iterator():
        yield "|".join(home)
    practices = sitrep.practices.order_by("code")
    for practice in practices.values_list("code", "name", "network_code", "answer"):
        yield "|".join(practice)
    for exception in sitrep.exceptions.order_by("exception_id").values():
        values = {
            name: value for name, value in exception.items() if name not in ("id", "sitrep_id")
        }
        yield json.dumps(values, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    assert isinstance(value, date)  # noqa: S101  (nothing else in it is no JSON)
    return value.isoformat()
