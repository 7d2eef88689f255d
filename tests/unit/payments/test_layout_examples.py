"""Every layout of facts explains each of its columns and shows an example that can be read."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from carehomes.imports import alignments, residents
from payments.imports import claims, decisions, ledger_codes, protected_amounts
from practices.imports import register_counts, returns, sign_ups

LAYOUTS = {
    alignments: alignments.read_alignments,
    claims: claims.read_claims,
    decisions: decisions.read_decisions,
    ledger_codes: ledger_codes.read_ledger_codes,
    protected_amounts: protected_amounts.read_protected_amounts,
    register_counts: register_counts.read_register_counts,
    residents: residents.read_residents,
    returns: returns.read_returns,
    sign_ups: sign_ups.read_sign_ups,
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_the_example_can_be_read(layout: ModuleType, tmp_path: Path) -> None:
    example = [line.strip() for line in layout.ABOUT.split("Example:\n")[1].splitlines()]
    path = tmp_path / "example.csv"
    path.write_text("\n".join(example) + "\n")
    read = LAYOUTS[layout](path)
    read.mistakes.check()
    assert len(read.rows) == len(example) - 1


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_every_column_is_explained(layout: ModuleType) -> None:
    above, _ = layout.ABOUT.split("Example:\n")
    listed, explained = above.split("\n\n", 2)[1:]
    names = [each.name for each in layout.COLUMNS]
    assert " ".join(listed.removeprefix("Columns:").split()).split(", ") == names
    for name in names:
        assert name in explained
