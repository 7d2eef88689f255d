"""Writes the exports of the demo's month into a folder."""

from __future__ import annotations

from pathlib import Path

from payments.exports.printing import NOT_INSTALLED, can_print
from reporting.demo.playing import Say, run
from reporting.demo.year import Year


def write_exports(year: Year, folder: Path, say: Say) -> None:
    """Write the schedule, the statements and the ledger file of the demo's run."""
    folder.mkdir(parents=True, exist_ok=True)
    prints = can_print()
    by = ["--by", year.finance]
    for kind in ("csv", "xlsx", *(["pdf"] if prints else [])):
        out = folder / f"schedule_{year.run}.{kind}"
        run(["export_schedule", year.run, "--format", kind, "--out", str(out), *by])
    run(["export_ledger", year.run, "--out", str(folder / f"ledger_{year.run}.csv"), *by])
    if prints:
        run(["export_statements", year.run, "--out", str(folder / "statements"), *by])
    else:
        say(f"The PDF schedule and the statements are left out: {NOT_INSTALLED}")
