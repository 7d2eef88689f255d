"""Files of facts as people send them, brought in by the product's own commands."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model


class Files:
    """Writes files into a folder and imports them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.headings = ""
        self.command = ""

    def of(self, command: str, headings: str) -> Files:
        """Import with this command, under these headings."""
        self.command, self.headings = command, headings
        return self

    def take(self, *lines: str, dry_run: bool = False, by: str | None = None) -> str:
        """Import lines under the headings; what the command says."""
        path = self.folder / "facts.csv"
        path.write_text("\n".join([self.headings, *lines]) + "\n")
        return self.take_file(path, dry_run=dry_run, by=by)

    def take_file(self, path: Path, *, dry_run: bool = False, by: str | None = None) -> str:
        """Import a file; what the command says."""
        said = StringIO()
        call_command(self.command, str(path), dry_run=dry_run, by=by, stdout=said)
        return said.getvalue()

    def refuse(self, *lines: str, by: str | None = None) -> str:
        """Import lines that must be refused; why they are."""
        with pytest.raises(CommandError) as refused:
            self.take(*lines, by=by)
        return str(refused.value)


def rows(model: type[Model], *fields: str) -> list[tuple[Any, ...]]:
    """What a table holds, in order."""
    return sorted(model._default_manager.values_list(*fields), key=repr)  # noqa: SLF001


def events(model: type[Model]) -> int:
    """How many changes the database has noted for a table."""
    return model.pgh_event_model._default_manager.count()  # type: ignore[attr-defined]  # noqa: SLF001


def break_the_audit_trail_at(event: str) -> None:
    """Let the database refuse one kind of event, to see that nothing is saved without it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE commissioning_auditevent ADD CONSTRAINT broken CHECK (event <> %s)",
            [event],
        )
