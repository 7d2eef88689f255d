"""Addresses come from named routes: none is written by hand, and every name that is used exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.urls.resolvers import get_resolver

from commissioning.web import addresses
from tests.architecture.house import APPS, ROOT, label, tree

FILES = sorted(
    path
    for app in (*APPS, "demo")
    for path in (ROOT / app).rglob("*.py")
    if not {"migrations", "config", "local"} & set(path.relative_to(ROOT).parts)
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PURE = ("commissioning/domain/", "commissioning/specifications/", "practices/rules/")
PURE += ("payments/rules/", "carehomes/rules/", "reporting/rules/")
MADE_HERE = ROOT / "commissioning" / "web" / "addresses.py"
NO_ADDRESSES = {  # strings that begin like an address and are none, with the file they stand in
    ("reporting/backups/programs.py", "/usr/lib/postgresql"),
    ("practices/pages/register.py", "/{}"),  # a quarter's day, in the key of a return
    ("payments/selectors/confirmations.py", "/{}"),  # for whom, in the reference of a line
}
ADDRESS = re.compile(r"/[a-z{#?]")
TAG = re.compile(r"\{%\s*url\s+[\"']([^\"']+)[\"']([^%]*)%\}")
BY_HAND = re.compile(
    r"\b(?:href|action|src|value)=\"(?:/|[a-z-]+/|\.\.)|\}\}[a-z-]+/\"|\|add:\"[^\"]*/"
)


def test_no_address_is_written_by_hand_in_code():
    written = [
        f"{label(path)}:{line}: {text}"
        for path in FILES
        if path != MADE_HERE
        for line, text in strings(tree(path))
        if ADDRESS.match(text) and (label(path), text) not in NO_ADDRESSES
    ]
    assert not written


def test_no_address_is_written_by_hand_in_templates():
    written = [
        f"{label(path)}:{number}: {line.strip()[:120]}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BY_HAND.search(line)
    ]
    assert not written


def test_the_pure_core_knows_no_addresses():
    using = [
        label(path)
        for path in FILES
        if label(path).startswith(PURE)
        and "specifications/publishing" not in label(path)
        and "commissioning.web.addresses" in path.read_text(encoding="utf-8")
    ]
    assert not using


def test_every_route_that_code_names_exists_and_takes_what_it_is_given():
    calls = [(label(path), call) for path in FILES for call in named(tree(path))]
    assert len(calls) > 300
    wrong = [
        f"{file}:{call.lineno}: {ast.unparse(call)}" for file, call in calls if not leads(call)
    ]
    assert not wrong


def test_every_route_that_templates_name_exists_and_takes_what_it_is_given():
    wrong = [
        f"{label(path)}: {tag[0]}"
        for path in TEMPLATES
        for tag in TAG.finditer(path.read_text(encoding="utf-8"))
        if not linked(tag[1], tag[2].partition(" as ")[0].split())
    ]
    assert not wrong


def test_an_address_is_what_django_makes_of_it():
    for route, values in (
        ("tasks", {}),
        ("practices:practice", {"code": "C86001"}),
        ("payments:claim", {"reference": "PC/1 & 2+3%é"}),
        ("reporting:sitrep_question", {"week": "2020-10-05", "revision": 0, "key": "lead"}),
        ("account_reset_password_from_key", {"uidb36": "1", "key": "set-password"}),
    ):
        assert addresses.address(route, **values) == reverse(route, kwargs=values)


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of a module with its line; what an f-string fills in is written {}."""
    parts = set()
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            parts |= {id(part) for part in node.values}
            pieces = [
                part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
            ]
            yield node.lineno, "".join(map(str, pieces))
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.lineno, node.value


def named(module: ast.Module) -> Iterator[ast.Call]:
    """Calls that make an address of a route that is named there and then."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"address", "address_later", "stem"}
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node


def linked(route: str, values: list[str]) -> bool:
    """Whether a template names a route that there is, with the values that it takes."""
    names = frozenset(value.partition("=")[0] for value in values if re.match(r"\w+=", value))
    in_order = not names and bool(values)
    return exists(route) if in_order else takes(route, names)


def leads(call: ast.Call) -> bool:
    route = ast.literal_eval(call.args[0])
    if any(keyword.arg is None for keyword in call.keywords):  # values that are worked out
        return exists(route)
    if isinstance(call.func, ast.Name) and call.func.id == "stem":
        return exists(route)
    return takes(route, frozenset(str(keyword.arg) for keyword in call.keywords) - {"query"})


def exists(route: str) -> bool:
    try:
        addresses.stem(route)
    except NoReverseMatch:
        return False
    return True


def takes(route: str, names: frozenset[str]) -> bool:
    *apps, name = route.split(":")
    routes = get_resolver()
    for app in apps:
        if app not in routes.namespace_dict:
            return False
        routes = routes.namespace_dict[app][1]
    return any(
        set(values) == names
        for possibilities, _pattern, _defaults, _converters in routes.reverse_dict.getlist(name)
        for _text, values in possibilities
    )
