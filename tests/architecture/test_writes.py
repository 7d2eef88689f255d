"""Every row is written by an action or by taking an edition into a register, or here is why not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.house import APPS, ROOT, kind, label, tree

WRITES = {
    "bulk_create",
    "bulk_update",
    "copy_expert",
    "copy_from",
    "create",
    "get_or_create",
    "update_or_create",
}
STATEMENT = re.compile(r"\s*(?:INSERT INTO|UPDATE \S+\s+SET|DELETE FROM|COPY|TRUNCATE)\s")
ELSEWHERE = {
    "commissioning/accounts/console.py": "the console is made where a command first acts for it",
    "commissioning/accounts/sessions.py": "ends sessions, which are of Django's keeping",
    "commissioning/imports/editions.py": "notes the edition that a register takes in",
    "commissioning/jobs/enqueue.py": "a job's own row",
    "commissioning/jobs/heartbeat.py": "a job's own row, and what a worker says of itself",
    "commissioning/jobs/parts.py": "a job's own row",
    "commissioning/jobs/run.py": "a job's own row",
    "commissioning/jobs/supervise.py": "a job's own row, and what a worker said of itself",
    "commissioning/models/people.py": "how Django's commands make a person",
    "commissioning/records/audit.py": "the event that an action leaves",
    "commissioning/records/changes.py": "how actions save what differs",
    "commissioning/records/dated_rows.py": "how registers save dated rows",
    "payments/engine/store/writing.py": "the lines of a run, by COPY, for the actions on runs",
    "reporting/sending.py": "how far a message is on its way, noted before and after the server",
}


def is_write(node: ast.AST) -> bool:
    """Say whether a piece of code changes rows, as far as its words tell.

    A set's or a hash's `update` takes something in order, a queryset's only keywords; a storage is
    told which file to save or to delete, a row is not.
    """
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(STATEMENT.match(node.value))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name = node.func.attr
    if name == "update":
        return bool(node.keywords) and not node.args
    if name in {"save", "delete"}:
        return not node.args
    return name in WRITES


def writing_files() -> set[str]:
    return {
        label(path)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if not stands_where_writes_do(path) and any(is_write(node) for node in ast.walk(tree(path)))
    }


def stands_where_writes_do(path: Path) -> bool:
    folders = path.relative_to(ROOT).parts[:-1]
    return kind(path) == "actions" or "register" in folders[:2] or "migrations" in folders


def test_rows_are_written_by_actions_and_registers_alone():
    assert writing_files() == set(ELSEWHERE)


def test_what_is_a_write():
    writes = [
        "rows.update(state=1)",
        "row.save()",
        "row.delete()",
        "rows.create(a=1)",
        "run('COPY rows FROM STDIN')",
    ]
    others = [
        "digest.update(piece)",
        "storage.save(name, file)",
        "storage.delete(name)",
        "run('Copy rows')",
    ]
    verdicts = {
        code: any(is_write(node) for node in ast.walk(ast.parse(code))) for code in writes + others
    }
    assert verdicts == dict.fromkeys(writes, True) | dict.fromkeys(others, False)
