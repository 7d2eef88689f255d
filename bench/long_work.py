"""Measures the long work: a sitrep of England's homes, statements as PDFs, reminders.

Makes its own throw-away PostgreSQL. What counts are the ratios beside the peers of the same run.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.payment_run import MIGRATED, ROOT, copied, step
from bench.stopwatch import Times
from commissioning.local.postgres import EmbeddedPostgres

HOMES, PRACTICES = 15_403, 6_658
ROUNDS = 15
MOST_PRINTED = 390  # statements that each of two processes and the peer print, of more
AIM_OF_STATEMENTS = 1.2  # times bare WeasyPrint
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
        reminders = json.loads(
            step(copied(address, "told"), "-m", "bench.job_child", "reminders", str(PRACTICES))
        )
        printed = [_statements(address, practices) for practices in (39, PRACTICES)]
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    report_sitrep(sitrep)
    report_reminders(reminders)
    for each in printed:
        report_statements(*each)
    return int(bool(sitrep["disagreeing"]))


def _statements(address: str, practices: int) -> tuple[int, dict[str, Any], float]:
    """One process beside bare WeasyPrint; then two processes that share as many again."""
    sys.stderr.write(f"statements of {practices:,} …\n")
    own = copied(address, f"printed_{practices}")
    step(own, "-m", "bench.job_child", "run", str(practices))
    number = min(practices, MOST_PRINTED)
    alone = json.loads(step(own, "-m", "bench.job_child", "statements", "0", str(number)))
    half = number // 2
    with ThreadPoolExecutor(2) as both:
        shares = [
            both.submit(step, own, "-m", "bench.job_child", "statements", str(start), str(end))
            for start, end in ((0, half), (half, number))
        ]
        slowest = max(sum(json.loads(each.result())["ours"]) for each in shares)
    return practices, alone, slowest


def report_statements(practices: int, said: dict[str, Any], shared: float) -> None:
    ours, bare = Times(said["ours"]), Times(said["bare"])
    number = said["statements"]
    some = "" if number == practices else f", the first {number:,} of them"
    print(f"\nStatements of {practices:,} practices as PDFs{some}")
    print(f"  as the product            {ours.median:.1f} s, {number / ours.median:.1f} a second")
    print(f"  bare WeasyPrint, same HTML {bare.median:.1f} s")
    print(f"  product: {ours.beside(bare):.2f} × bare (aim: at most {AIM_OF_STATEMENTS:g})")
    print(f"  shared by two processes: {shared / ours.median:.2f} × the time of one")
    print(f"  peak memory: {said['memory']:.0f} MB")


def report_reminders(said: dict[str, Any]) -> None:
    pure, whole = Times(said["pure"]), Times(said["whole"])
    print(f"\nReminders for {said['practices']:,} practices on one day")
    print(f"  planned {said['planned']:,}, written {said['written']:,}")
    print(f"  queries: {said['queries']:,}")
    print(f"  written whole: {whole.beside(pure):.1f} × planning alone, {whole.median:.1f} s")
    print(f"  peak memory: {said['memory']:.0f} MB")


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
