"""Paging by key: the next page costs what the first does, however long the list."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet

Item = TypeVar("Item", bound=Model)


@dataclass(frozen=True, slots=True)
class ListPart(Generic[Item]):
    """Some rows of a list in order, and the keys from which it goes on either way."""

    rows: tuple[Item, ...]
    before: str = ""
    after: str = ""


def part_of(
    rows: QuerySet[Item], sort: str, *, descending: bool, after: str, before: str, size: int
) -> ListPart[Item]:
    """The rows next after a key, or next before one, or the first.

    Rows are in order of `sort`, those alike in order of their own key. A key that cannot be read
    gives the first rows.
    """
    backwards = bool(before) and not after
    key = _read(before if backwards else after)
    upwards = descending if backwards else not descending
    ordered_rows = rows.order_by(*(f"{'' if upwards else '-'}{field}" for field in (sort, "pk")))
    try:
        beyond = ordered_rows.filter(_beyond(sort, key, upwards=upwards)) if key else ordered_rows
        page = list(beyond[: size + 1])
    except (DataError, FieldError, TypeError, ValidationError, ValueError):
        key, backwards, page = None, False, list(rows.order_by(sort, "pk")[: size + 1])
    more, page = len(page) > size, page[:size]
    if backwards:
        page.reverse()
    if not page:
        return ListPart(())
    has_before, has_after = (more, True) if backwards else (bool(key), more)
    return ListPart(
        tuple(page),
        _key(page[0], sort) if has_before else "",
        _key(page[-1], sort) if has_after else "",
    )


def _beyond(sort: str, key: tuple[Any, Any], *, upwards: bool) -> Q:
    value, own = key
    side = "gt" if upwards else "lt"
    return Q(**{f"{sort}__{side}": value}) | Q(**{sort: value, f"pk__{side}": own})


def _key(row: Model, sort: str) -> str:
    value = row
    for name in sort.split("__"):
        value = getattr(value, name)
    written = json.dumps([value, row.pk], default=_plain)
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)


def _read(key: str) -> tuple[Any, Any] | None:
    if not key or len(key) > 1_000:  # noqa: PLR2004  (far more than any key of ours)
        return None
    try:
        padded = key + "=" * (-len(key) % 4)
        value, own = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, TypeError, ValueError):
        return None
    plain = isinstance(value, str | int | float) and isinstance(own, str | int)
    return (value, own) if plain else None
