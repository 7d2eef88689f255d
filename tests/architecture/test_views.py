"""Every page is guarded, short, and reads through selectors."""

from __future__ import annotations

import ast

from tests.architecture.house import WITHOUT_SIGNING_IN, label, modules, patterns, tree

VIEWS = modules("views", "pages", "forms")


def test_every_page_is_guarded():
    unguarded = {name for name, each in patterns() if not hasattr(each.callback, "rule")}
    assert unguarded == WITHOUT_SIGNING_IN


def test_every_page_has_a_name():
    assert not [each for name, each in patterns() if name.endswith("None")]


def test_pages_read_through_selectors():
    """What a person may see is decided in one place, never in a view."""
    assert VIEWS
    queries = [
        f"{label(path)}:{node.lineno}"
        for path in VIEWS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert not queries
