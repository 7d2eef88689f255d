"""Every action asks permission, leaves an audit event, and happens whole or not at all."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.house import APPS, ROOT, label, modules, tree

SHARED_WRITING = {  # how a row is written, for actions that have asked and that record
    "commissioning/accounts/actions/memberships.py",
    "commissioning/specifications/publishing/task_actions.py",
    "practices/actions/settling.py",
    "reporting/actions/exception_steps.py",
    "reporting/actions/sitrep_rows.py",
}
MODULES = [path for path in modules("actions") if label(path) not in SHARED_WRITING]
OF_PAGES = ("django.http", "django.forms")
ACTIONS = [
    (path, node)
    for path in MODULES
    for node in tree(path).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]
NAMES = {action.name for _, action in ACTIONS}


@cache
def functions(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree(path).body if isinstance(node, ast.FunctionDef)}


def called(node: ast.AST) -> set[str]:
    """The names of what a piece of code calls, without what stands before a dot."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {
        func.id if isinstance(func, ast.Name) else func.attr
        for func in calls
        if isinstance(func, ast.Name | ast.Attribute)
    }


def does(path: Path, action: ast.FunctionDef) -> set[str]:
    """What an action calls, itself or through functions of its own file and through actions."""
    found: set[str] = set()
    to_read = [action]
    while to_read:
        new = called(to_read.pop()) - found
        found |= new
        to_read += [functions(path)[name] for name in new if name in functions(path)]
    return found


def named(path: Path, action: ast.FunctionDef) -> str:
    return f"{label(path)}:{action.name}"


def mistakes(path: Path, action: ast.FunctionDef) -> list[str]:
    """What an action lacks of the house's shape, as what to do about it."""
    done = does(path, action)
    hands_over = (done & NAMES) - {action.name}
    wanted = {
        "take keyword arguments only": not action.args.args,
        "say who is acting": "by" in {arg.arg for arg in action.args.kwonlyargs},
        "decorate it with transaction.atomic": "transaction.atomic"
        in {ast.unparse(decorator) for decorator in action.decorator_list},
        "ask the policy": "require" in done or hands_over,
        "write to the audit trail": "record" in done or hands_over,
    }
    return [remedy for remedy, fulfilled in wanted.items() if not fulfilled]


def test_every_action_has_the_house_shape():
    lacking = {named(*pair): mistakes(*pair) for pair in ACTIONS}
    assert not {action: remedies for action, remedies in lacking.items() if remedies}


@pytest.mark.parametrize("shared", sorted(SHARED_WRITING))
def test_only_actions_use_writing_that_they_share(shared: str):
    assert (ROOT / shared).is_file()
    module = shared.removesuffix(".py").replace("/", ".")
    importers = {
        label(path)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if f"from {module} import" in path.read_text(encoding="utf-8")
    }
    assert importers
    assert importers <= {label(path) for path in MODULES} | SHARED_WRITING


def test_there_are_actions():
    assert ACTIONS


def imports(path: Path) -> set[str]:
    """The modules that a file imports, or imports from."""
    return {
        (name.name if isinstance(node, ast.Import) else node.module) or ""
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }


def test_actions_know_nothing_of_pages():
    of_pages = {
        label(path): {name for name in imports(path) if name.startswith(OF_PAGES)}
        for path in MODULES
    }
    assert not {path: names for path, names in of_pages.items() if names}
