"""Measures the long work: a sitrep of England's homes, statements as PDFs, reminders.

Makes its own throw-away PostgreSQL. What counts are the ratios beside the peers of the same run.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.payment_run import MIGRATED, ROOT, copied, step
from bench.stopwatch import Times
from commissioning.local.postgres import EmbeddedPostgres

HOMES, PRACTICES = 15_403, 6_658
ROUNDS = 15
AIM_OF_COUNTING = 5  # times the statement


def main() -> int:
    """Measure every part, and print it; 1 where the counts differ."""
    folder = Path(tempfile.mkdtemp(prefix="commissioning-bench-"))
    server = EmbeddedPostgres(folder / "pg")
    try:
        address = server.start(MIGRATED)
        step(address, str(ROOT / "manage.py"), "migrate", "--verbosity=0")
        sys.stderr.write(f"{HOMES:,} homes …\n")
        england = copied(address, "england")
        step(england, "-m", "bench.job_child", "fill", str(HOMES), str(PRACTICES))
        sitrep = json.loads(step(england, "-m", "bench.job_child", "sitrep", str(ROUNDS)))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    report_sitrep(sitrep)
    return int(bool(sitrep["disagreeing"]))


def report_sitrep(said: dict[str, Any]) -> None:
    counting, whole, statement = (Times(said[name]) for name in ("counting", "whole", "statement"))
    agree = "all counts agree" if not said["disagreeing"] else f"{said['disagreeing']} DISAGREE"
    print(f"\nA sitrep of {said['homes']:,} homes, {said['exceptions']:,} of them with exceptions,")
    print(f"26 weeks on record: {agree}")
    print(f"  one set-based statement   {statement}   (least / median / most)")
    print(f"  counting, as the product  {counting}")
    print(f"  drafting it whole         {whole}   (rows, exceptions, audit and all)")
    print(f"  counting: {counting.beside(statement):.2f} × (aim: at most {AIM_OF_COUNTING:g})")
    print(f"  drafting: {whole.beside(statement):.2f} ×")
    print(f"  peak memory: {said['memory']:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
