"""Writes the exports of the demo's month into a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from commissioning.web.pdf import NOT_INSTALLED, can_print
from demo.play import Say, run
from demo.script import Year


def write_exports(year: Year, folder: Path, say: Say) -> None:
    """Write the schedule, the statements and the ledger file of the demo's run.

    The folder takes its name when it is whole, so that one that is there is never half a set; it
    takes the place of an earlier one.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    prints = can_print()
    by = ["--by", year.finance]
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as unfinished:
        made = Path(unfinished) / folder.name
        made.mkdir()
        for kind in ("csv", "xlsx", *(["pdf"] if prints else [])):
            out = made / f"schedule_{year.run}.{kind}"
            run(["export_schedule", year.run, "--format", kind, "--out", str(out), *by])
        run(["export_ledger", year.run, "--out", str(made / f"ledger_{year.run}.csv"), *by])
        if prints:
            run(["export_statements", year.run, "--out", str(made / "statements"), *by])
        else:
            say(f"The PDF schedule and the statements are left out: {NOT_INSTALLED}")
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
