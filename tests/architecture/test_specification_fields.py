"""Every field of a specification is read outside its schema: what nobody obeys is not asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

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


def fields() -> dict[str, set[str]]:
    """The tables that have each field. A span of days is read as a period, which is read by all."""
    owners: dict[str, set[str]] = {}
    for table in tables():
        for name in table.model_fields if table is not SpanTable else ():
            owners.setdefault(name, set()).add(table.__name__)
    return owners


def attributes_read() -> set[str]:
    """The attributes read in the modules that know specifications, and are to obey them."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return {
        node.attr
        for path in paths
        if not label(path).startswith(OBEY_NOTHING) and SPECIFICATIONS in path.read_text()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def test_every_field_is_read_outside_the_schema() -> None:
    read = attributes_read()
    unread = {
        name: owners
        for name, owners in fields().items()
        if name not in read and name not in WHILE_READING
    }
    assert not unread, (
        "these are asked for and obeyed by nobody: let a rule or a page read each, or take it out"
        " of the schema"
    )


def test_the_whole_schema_is_looked_through() -> None:
    owners = fields()
    assert len(owners) > 100
    assert "PerBed" in owners["services"]
    assert schema.Specification in set(tables())


def test_what_is_excused_is_a_field_that_nobody_else_reads() -> None:
    assert WHILE_READING.keys() <= fields().keys()
    assert not WHILE_READING.keys() & attributes_read()
