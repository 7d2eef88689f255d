"""Queries about payment lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commissioning.models import User
from payments.actions.queries import answer_query, close_query, raise_query
from payments.models import LineQuery
from payments.selectors.lines import line_by_reference
from payments.selectors.queries import queries_about


def ask(*, by: User, line: str, text: str) -> LineQuery:
    """Raise a query about the line of a reference."""
    return raise_query(line=line_by_reference(line), text=text, by=by)


def answer(*, by: User, line: str, text: str) -> LineQuery:
    return answer_query(query=queries_about(by, line)[0], text=text, by=by)


def close(*, by: User, line: str) -> LineQuery:
    return close_query(query=queries_about(by, line)[0], by=by)


DEEDS: dict[str, Callable[..., Any]] = {
    "raise a query": ask,
    "answer a query": answer,
    "close a query": close,
}
