"""Every action asks permission, leaves an audit event, and happens whole or not at all."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.house import APPS, ROOT, label, modules, tree

SHARED_WRITING = {  # how a row is written, for actions that have asked and that record
    "practices/actions/settling.py",
    "reporting/actions/exception_steps.py",
    "reporting/actions/sitrep_rows.py",
}
MODULES = [path for path in modules("actions") if label(path) not in SHARED_WRITING]
ACTIONS = [
    pytest.param(path, node, id=f"{label(path)}:{node.name}")
    for path in MODULES
    for node in tree(path).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]
NAMES = {param.values[1].name for param in ACTIONS}  # type: ignore[union-attr]


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


@pytest.mark.parametrize(("path", "action"), ACTIONS)
def test_an_action_has_the_house_shape(path: Path, action: ast.FunctionDef):
    assert not action.args.args, "take keyword arguments only"
    assert "by" in {arg.arg for arg in action.args.kwonlyargs}, "say who is acting"
    assert "transaction.atomic" in {ast.unparse(each) for each in action.decorator_list}
    done = does(path, action)
    hands_over = (done & NAMES) - {action.name}
    assert "require" in done or hands_over, "ask the policy"
    assert "record" in done or hands_over, "write to the audit trail"


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


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_actions_know_nothing_of_pages(path: Path):
    known = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert not {each for each in known if each and each.startswith(("django.http", "django.forms"))}
