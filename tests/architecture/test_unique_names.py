"""One name, one meaning: a wrong import cannot pass for the right one."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.house import APPS, ROOT, kind, label, tree

OF_DJANGO = {"Command", "Meta", "Migration"}  # Django looks these up by name
FILES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)


def classes(path: Path) -> Iterator[str]:
    """The classes of a file, without those within classes, such as a model's choices."""
    for statement in tree(path).body:
        if isinstance(statement, ast.ClassDef) and statement.name not in OF_DJANGO:
            yield statement.name


def rules(path: Path) -> Iterator[str]:
    """What a policy offers to others: its functions, and the rules that it names."""
    for statement in tree(path).body:
        if isinstance(statement, ast.FunctionDef) and not statement.name.startswith("_"):
            yield statement.name
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            yield from (
                target.id
                for target in statement.targets
                if isinstance(target, ast.Name) and not target.id.startswith("_")
            )


def repeated(names: Iterable[tuple[str, Path]]) -> list[str]:
    """Names that several places give to something of their own, each with all its places."""
    places = defaultdict(list)
    for name, path in names:
        places[name].append(label(path))
    return sorted(f"{name}: {', '.join(where)}" for name, where in places.items() if where[1:])


def test_a_class_name_has_one_meaning():
    named = [(name, path) for path in FILES for name in classes(path)]
    assert named
    assert repeated(named) == []


def test_a_permission_has_one_meaning():
    named = [(name, path) for path in FILES if kind(path) == "policy" for name in rules(path)]
    assert named
    assert repeated(named) == []
