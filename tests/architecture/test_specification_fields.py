"""Every field of a specification is read outside its schema: what nobody obeys is not asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from commissioning.specifications import schema
from commissioning.specifications.schema.fields import FileTable, SpanTable
from tests.architecture.house import APPS, ROOT, label, tree

SPECIFICATIONS = "commissioning.specifications"
OBEY_NOTHING = (  # what reads a specification without doing what it says
    "commissioning/specifications/schema/",
    "commissioning/specifications/differences.py",  # it says of everything that it has changed
)
WHILE_READING = {  # obeyed by the schema itself, as the file is read
    "per": "with `paid` it says which kind of payment a table is",
    "yearly_until": "makes a deadline of each year",
    "only_reading": "the words of the option that is chosen",
}


def tables(table: type[FileTable] = FileTable) -> Iterator[type[FileTable]]:
    for kind in table.__subclasses__():
        yield kind
        yield from tables(kind)


def attributes_read() -> dict[str, list[str]]:
    """Where each attribute is read, in the modules that read specifications."""
    places: dict[str, list[str]] = {}
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        if label(path).startswith(OBEY_NOTHING) or SPECIFICATIONS not in path.read_text():
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                places.setdefault(node.attr, []).append(f"{label(path)}:{node.lineno}")
    return places


READ = attributes_read()
FIELDS = sorted(
    {
        (table.__name__, name)
        for table in tables()
        if table is not SpanTable
        for name in table.model_fields
    }
)


def test_the_schema_is_looked_through() -> None:
    assert len(FIELDS) > 100
    assert {name for table, name in FIELDS if table == "PerBed"} >= {"services", "rates", "code"}
    assert schema.Specification in set(tables())


@pytest.mark.parametrize("name", sorted({name for _, name in FIELDS}))
def test_every_field_is_read_outside_the_schema(name: str) -> None:
    if name in WHILE_READING:
        return
    owners = ", ".join(table for table, field in FIELDS if field == name)
    assert READ.get(name), (
        f"`{name}` of {owners} is asked for and read by nobody: let a rule or a page obey it, or"
        " take it out of the schema and say in its message what to write instead"
    )


def test_what_is_excused_is_a_field_that_nobody_else_reads() -> None:
    assert WHILE_READING.keys() <= {name for _, name in FIELDS}
    assert not WHILE_READING.keys() & READ.keys()
