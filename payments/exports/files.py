"""Writing a file so that it appears whole under its name, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from payments.exports.errors import ExportError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; what was written takes its name only if all went well."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder: name the file to write")
    with _beside(path.parent) as folder:
        made = folder / path.name
        yield made
        os.replace(made, path)  # noqa: PTH105  (one step, as the operating system promises)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill; its files move into place only once every one of them is written."""
    if path.exists() and not path.is_dir():
        raise ExportError(f"{path} is a file: name a folder")
    with _beside(path) as folder:
        yield folder
        for made in sorted(folder.iterdir()):
            os.replace(made, path / made.name)  # noqa: PTH105  (as above)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A hidden folder on the same disk, gone again afterwards."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        hidden = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    except OSError as wrong:
        raise ExportError(f"{folder} cannot be written to: {wrong.strerror}") from wrong
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
