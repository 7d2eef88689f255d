"""What the demo's lines must come to, worked out from DOMAIN's rules and the files it imports.

Nothing of the product's own arithmetic is used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.conf import settings

from tests.integration.demo.loaded.conftest import Amounts

DATA: Path = settings.BASE_DIR / "demo" / "data"
ILLUSTRATIVE: Path = settings.BASE_DIR / "demo" / "illustrative"
MONTHS = [f"2020-{month:02}" for month in range(4, 13)] + ["2021-01", "2021-02"]
NOTHING = Decimal("0.00")


def penny(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def instalment(annual: Decimal, month: str) -> Decimal:
    """C(k) less C(k - 1), where C(k) is the year's amount times k twelfths, to the penny."""
    k = MONTHS.index(month) + 1
    return penny(annual * k / 12) - penny(annual * (k - 1) / 12)


def rows(path: Path, first: str) -> Iterator[dict[str, str]]:
    """The rows of a file under the heading that starts with a name."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(first))
    return csv.DictReader(lines[start:])


def listed(practice: str, path: Path = DATA / "list-sizes_2020-04-01.csv") -> Decimal:
    for row in rows(path, "PUBLICATION"):
        if row["CODE"] == practice:
            return Decimal(row["NUMBER_OF_PATIENTS"])
    raise KeyError(practice)


def aspiration(practice: str) -> Decimal:
    """£171 for 2% of the list: the whole year of a practice whose register is large enough."""
    return 171 * listed(practice) * 2 / 100


def participation(practice: str) -> Decimal:
    weighted = listed(practice, ILLUSTRATIVE / "2020-04-01_illustrative_weighted-lists.csv")
    return weighted * Decimal("1.761")


def beds(location: str) -> int:
    for row in rows(DATA / "care_homes_hsca_2021-04.csv", "Location ID"):
        if row["Location ID"] == location:
            return int(row["Care homes beds"])
    raise KeyError(location)


def homes_of(network: str) -> set[str]:
    """The homes first aligned to a network."""
    path = ILLUSTRATIVE / "2020-07-30_illustrative_alignments.csv"
    return {row["location_id"] for row in rows(path, "location_id") if row["pcn_code"] == network}


def residents(homes: set[str] | None = None, practice: str = "") -> int:
    path = ILLUSTRATIVE / "2020-06-01_illustrative_residents.csv"
    return sum(
        int(row["residents"])
        for row in rows(path, "location_id")
        if (homes is None or row["location_id"] in homes) and practice in ("", row["practice_code"])
    )


def expected(annual: Decimal, *months: str) -> Amounts:
    """An instalment in each month's own run."""
    return {(month, month, "instalment"): instalment(annual, month) for month in months}


def held(*months: str) -> Amounts:
    return {(month, month, "instalment"): NOTHING for month in months}


def moved(run: str, kind: str, annual: Decimal, *months: str, sign: int = 1) -> Amounts:
    """Earlier months that a run catches up or recovers."""
    return {(run, month, kind): sign * instalment(annual, month) for month in months}
