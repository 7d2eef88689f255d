"""Migrating quickly: the operations of one migration as one, whose models are rendered once.

Django renders every model anew after each operation. With a history table and triggers beside each
of ours that is most of the time a new database takes, in tests and on a first start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

OF_A_TABLE = (AddField, AddIndex, AddConstraint)


class Together(Operation):
    """Does what `makemigrations` wrote, each operation seeing the models as all of them leave them.

    A table that is created here is created whole, so what is added to it here is there already. For
    operations that lead from one state to the next, such as RunPython, stand beside it.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # what is not rendered need not be rendered again
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        created: set[str] = set()
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                created.add(operation.name_lower)
            elif isinstance(operation, OF_A_TABLE) and operation.model_name.lower() in created:
                continue
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("What is created together is not taken back")

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"
