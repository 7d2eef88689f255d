"""Samples small mistakes in the pure core, and prints those that no unit test notices.

    bench/mutants --number 200 --seed 1

Each mistake changes one comparison, sum, number or condition of one function. The unit tests are
collected once; for each mistake a copy of this process runs them until one fails. It needs no
database and changes no file. A survivor is a test to write, or a change that changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import os
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parent.parent
PURE = ("payments/rules", "commissioning/domain", "commissioning/specifications/schema")
TESTS = "tests/unit"
PATIENCE = 300  # seconds of a processor that a mistake may take: it may have made a loop endless
SURVIVED, NOTICED, NOT_TRIED = 0, 1, 2
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: the place, what is there, and the syntax of the file that has it instead."""

    path: Path
    function: str  # its qualified name
    line: int
    before: str
    after: str
    tree: ast.Module

    def __str__(self) -> str:
        place = f"{self.path.relative_to(ROOT)}:{self.line}"
        return f"{place} {self.function}: {self.before}  →  {self.after}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mistake that can be made in the functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, function in functions(tree):
        for node in ast.walk(function):
            for mistaken in mistakes(node):
                yield Mutant(
                    path,
                    name,
                    getattr(node, "lineno", function.lineno),
                    ast.unparse(node).splitlines()[0],
                    ast.unparse(mistaken).splitlines()[0],
                    replaced(tree, node, mistaken),
                )


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a file and the methods of its classes, by qualified name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def mistakes(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in the place of a piece of syntax."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPS:
            yield changed(node, ops=[SWAPS[type(operator)]()])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in SWAPS and not of_text(node):
            yield changed(node, op=SWAPS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.UnaryOp(op=ast.USub()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield changed(node, value=not node.value)
        case ast.Constant(value=int()):
            yield changed(node, value=node.value + 1)
        case ast.If() | ast.IfExp():
            yield changed(node, test=ast.UnaryOp(op=ast.Not(), operand=node.test))


def of_text(node: ast.AST) -> bool:
    """Say whether a sum joins words, which another sign would only break."""
    return any(
        isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        for part in ast.walk(node)
    )


def changed(node: Any, **fields: Any) -> Any:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def replaced(tree: ast.Module, node: ast.AST, other: ast.AST) -> ast.Module:
    """The syntax of a file with one piece of it replaced."""
    memo = {id(node): ast.copy_location(other, node)}
    return ast.fix_missing_locations(copy.deepcopy(tree, memo))


def make(mutant: Mutant) -> None:
    """Give a loaded function the code of the mistake, and forget what it answered before."""
    name = ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)
    module = importlib.import_module(name.removesuffix(".__init__"))
    code = code_of(compile(mutant.tree, str(mutant.path), "exec"), mutant.function)
    function_of(module, mutant.function).__code__ = code
    for cached in gc.get_objects():
        if isinstance(cached, functools._lru_cache_wrapper):  # noqa: SLF001  (its public type)
            cached.cache_clear()


def code_of(code: CodeType, name: str) -> CodeType:
    for part in name.split("."):
        code = next(
            inner
            for inner in code.co_consts
            if isinstance(inner, CodeType) and inner.co_name == part
        )
    return code


def function_of(module: Any, name: str) -> FunctionType:
    """The function under its decorators."""
    holder = module
    for part in name.split("."):
        holder = vars(holder)[part]
    for under in ("__func__", "fget", "func", "__wrapped__"):
        holder = getattr(holder, under, None) or holder
    if not isinstance(holder, FunctionType):
        raise TypeError(name)
    return holder


class Trial:
    """Runs the unit tests on each of some mutants, in place of running them once."""

    def __init__(self, sample: Sequence[Mutant]) -> None:
        self.sample = sample
        self.outcomes: list[tuple[Mutant, int]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        by_file = sorted(session.items, key=lambda item: item.path.name)
        if in_a_copy(None, by_file) != SURVIVED:
            pytest.exit("the unit tests have to pass before mistakes are made")
        for number, mutant in enumerate(self.sample, start=1):
            outcome = in_a_copy(mutant, by_file)
            self.outcomes.append((mutant, outcome))
            word = {SURVIVED: "SURVIVED", NOTICED: "noticed"}.get(outcome, "not tried")
            sys.stdout.write(f"{number}/{len(self.sample)} {word}: {mutant}\n")
            sys.stdout.flush()
        return True


def in_a_copy(mutant: Mutant | None, items: Sequence[pytest.Item]) -> int:
    """Run the tests in a copy of this process until one fails; gives what became of the mutant.

    Without a mutant: whether the tests pass at all.
    """
    child = os.fork()
    if not child:
        with (
            Path(os.devnull).open("w") as nowhere,
            redirect_stdout(nowhere),
            redirect_stderr(nowhere),
        ):
            os._exit(run(mutant, items))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return NOTICED  # it ran out of its time
    return os.WEXITSTATUS(status)


def run(mutant: Mutant | None, items: Sequence[pytest.Item]) -> int:
    import resource  # noqa: PLC0415  (only the copy is bounded)

    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    try:
        if mutant:
            make(mutant)
    except Exception:  # noqa: BLE001  (a place that this program does not know how to reach)
        return NOT_TRIED
    near = sorted(items, key=lambda item: -likeness(item, mutant))
    for item in near:
        if any(outcome.failed for outcome in runtestprotocol(item, log=False, nextitem=None)):
            return NOTICED
    return SURVIVED


def likeness(item: pytest.Item, mutant: Mutant | None) -> int:
    """How much the names of a test and of a file have in common: the nearest tests run first."""
    test = str(item.path.relative_to(ROOT))
    file = str(mutant.path.relative_to(ROOT)) if mutant else ""
    words = {word for word in file.removesuffix(".py").replace("/", "_").split("_") if word}
    return sum(word in test for word in words)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    options.add_argument("--number", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--of", nargs="*", default=PURE, help="files or folders of the pure core")
    asked = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commissioning.config.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql:///none")  # no unit test opens it
    paths = [
        path
        for name in asked.of
        for path in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))
    ]
    every = [mutant for path in paths for mutant in mutants(path)]
    chance = random.Random(asked.seed)  # noqa: S311  (a sample that can be drawn again)
    trial = Trial(chance.sample(every, min(asked.number, len(every))))
    pytest.main([TESTS, "-p", "no:cacheprovider"], plugins=[trial])
    return report(trial.outcomes, len(every))


def report(outcomes: Sequence[tuple[Mutant, int]], number: int) -> int:
    survivors = [mutant for mutant, outcome in outcomes if outcome == SURVIVED]
    tried = sum(outcome != NOT_TRIED for _, outcome in outcomes)
    noticed = tried - len(survivors)
    print(
        f"\n{noticed} of {tried} were noticed ({noticed / max(tried, 1):.1%}), of {number} in all"
    )
    for mutant in survivors:
        print(f"  {mutant}")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main())
