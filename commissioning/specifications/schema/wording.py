"""What pydantic found wrong with the shape of a file, in the words of whoever wrote the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from commissioning.specifications.schema.fields import Means, ReadFrom
from commissioning.specifications.schema.mistakes import Mistake, place_of

Path = tuple[str | int, ...]
LONGEST = 60  # letters of a wrong value that are shown


def mistakes_in_shape(
    model: type[BaseModel], values: object, failure: ValidationError
) -> list[Mistake]:
    """Put each of pydantic's errors into plain words, with its place and what is allowed."""
    mistakes = []
    for error in failure.errors(include_url=False):
        path = error["loc"]
        text = error["msg"] if error["type"] == "house" else _said(model, error)
        mistakes.append(Mistake(place_of(_without_tags(model, path), values), text))
    return mistakes


def _said(model: type[BaseModel], error: Any) -> str:
    path: Path = error["loc"]
    match error["type"]:
        case "missing":
            return f"is missing: it must be {_expected(_kind_at(model, path))}"
        case "extra_forbidden":
            allowed = _keys(_kind_at(model, path[:-1]))
            near = get_close_matches(str(path[-1]), allowed, n=1)
            hint = f" (did you mean “{near[0]}”?)" if near else ""
            return f"is not a key here{hint}; allowed: {', '.join(allowed)}"
        case "too_short":
            return "is empty: give at least one"
        case _:
            expected = _expected(_kind_at(model, path))
            return f"must be {expected}, not {shown(error['input'])}"


def shown(value: object) -> str:
    """Write a wrong value so that its writer knows it again."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            short = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
            return f"the text “{short}”" if value.strip() else "empty text"
        case int() | float():
            return f"the number {str(value)[:LONGEST]}"
        case datetime() | date() | time():
            return f"{value.isoformat()}"
        case Mapping():
            return "a table"
        case _:
            return "a list"


# How a model's annotations say what may stand at a path


def _peeled(kind: Any) -> tuple[Any, list[Any]]:
    """A type without its Annotated and its None, as the file has it, and what was annotated."""
    metadata: list[Any] = []
    while True:
        if get_origin(kind) is Annotated:
            metadata.extend(kind.__metadata__)
            tables = [mark.table for mark in kind.__metadata__ if isinstance(mark, ReadFrom)]
            kind = tables[0] if tables else kind.__origin__
        elif get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind):
            rest = [member for member in get_args(kind) if member is not NoneType]
            kind = rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007  (made here)
        else:
            return kind, metadata


def _fields(kind: Any) -> Mapping[str, Any]:
    """The keys a table may have, and the type of each."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    return {
        field.alias or name: Annotated[(field.annotation, *field.metadata, None)]
        for name, field in kind.model_fields.items()
    }


def _keys(kind: Any) -> list[str]:
    return list(_fields(_peeled(kind)[0]))


def _step(kind: Any, step: str | int) -> tuple[Any, bool]:
    """The type one step further, and whether the step was into the file's values."""
    kind, _ = _peeled(kind)
    if get_origin(kind) in (Union, UnionType):
        return next(member for member in get_args(kind) if step in _tags(member)), False
    if isinstance(step, int):
        return (get_args(kind) or (Any,))[0], True
    return _fields(kind).get(step, Any), True


def _tags(member: Any) -> list[str]:
    """What pydantic puts into a path for one of several kinds of table."""
    return [mark.tag for mark in _peeled(member)[1] if isinstance(mark, Tag)]


def _kind_at(model: type[BaseModel], path: Sequence[str | int]) -> Any:
    kind: Any = model
    for step in path:
        kind, _ = _step(kind, step)
    return kind


def _without_tags(model: type[BaseModel], path: Sequence[str | int]) -> list[str | int]:
    """A path in the file's own keys: pydantic adds which of several kinds of table it tried."""
    kind: Any = model
    steps: list[str | int] = []
    for step in path:
        kind, in_file = _step(kind, step)
        if in_file:
            steps.append(step)
    return steps


def _expected(kind: Any) -> str:
    """What a value must be, in words."""
    kind, metadata = _peeled(kind)
    for mark in metadata:
        if isinstance(mark, Means):
            return mark.words
    if allowed := _allowed(kind):
        options = [f"“{option}”" for option in allowed]
        return options[0] if len(options) == 1 else f"one of {', '.join(options)}"
    if get_origin(kind) is tuple:
        inside, _ = _peeled(get_args(kind)[0])
        tables = _keys(inside) or get_origin(inside) in (Union, UnionType)
        return "a list of tables" if tables else "a list in square brackets"
    if keys := _keys(kind):
        return f"a table with the keys {', '.join(keys)}"
    return "true or false" if kind is bool else "something else"


def _allowed(kind: Any) -> tuple[Any, ...]:
    """The values of a closed set, where a type is one."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, Enum) else ()
