"""A checkout of its own for what starts and stops whole programs."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from commissioning.local import frontend
from commissioning.local.bootstrap import made_from
from commissioning.local.terminal import ROOT

BORROWED = (".venv", "node_modules", "build")
LEFT_OUT = {*BORROWED, ".git", "var", "collected", "tests", "bench", "docs", ".hypothesis"}
LEFT_OUT |= {".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose environment is made already, with no database yet."""
    here = tmp_path_factory.mktemp("checkout") / "site"
    shutil.copytree(ROOT, here, ignore=lambda _, names: LEFT_OUT & set(names))
    for name in BORROWED:
        (here / name).symlink_to(ROOT / name)
    (here / "var").mkdir()
    python = Path(sys.executable).with_name("python3")
    stamps = {
        "venv": f"{here} {python} {sys.version}",
        "packages": made_from(here / "requirements-dev.txt", here / "requirements-uv.txt"),
        "frontend": made_from(here / "package-lock.json", Path(frontend.__file__)),
    }
    (here / "var" / "stamps.json").write_text(json.dumps(stamps))
    return here
