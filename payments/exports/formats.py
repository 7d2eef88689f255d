"""The forms in which a schedule can be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from payments.exports.schedule import csv_rows
from payments.exports.schedule_print import schedule_pdf
from payments.exports.schedule_workbook import write_workbook
from payments.models import PaymentRun


def _csv(run: PaymentRun, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_rows(run))


def _pdf(run: PaymentRun, path: Path) -> None:
    path.write_bytes(schedule_pdf(run))


FORMATS: Mapping[str, Callable[[PaymentRun, Path], None]] = {
    "csv": _csv,
    "xlsx": write_workbook,
    "pdf": _pdf,
}
