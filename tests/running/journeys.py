"""What the journeys of all workers have looked at, noted in the folder that they share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.running.workers import shared


@dataclass(frozen=True, slots=True)
class Notes:
    """Marks in a folder: one empty file for each thing that is noted."""

    folder: Path

    @classmethod
    def of_run(cls, config: pytest.Config) -> Notes:
        folder = shared(config) / "journeys"
        for kind in ("looks", "pages", "ended"):
            (folder / kind).mkdir(parents=True, exist_ok=True)
        return cls(folder)

    def is_first_look(self, html: str, width: int) -> bool:
        """Note a look at a page; say whether no journey saw the very same at this width."""
        digest = hashlib.sha256(f"{width} {html}".encode()).hexdigest()
        try:
            (self.folder / "looks" / digest).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def visit(self, page: str) -> None:
        (self.folder / "pages" / quote(page, safe="")).touch()

    def pages(self) -> set[str]:
        """The names of the pages that journeys have looked at."""
        return {unquote(path.name) for path in (self.folder / "pages").iterdir()}

    def end(self, journey: str) -> None:
        (self.folder / "ended" / digest_of(journey)).touch()

    def have_ended(self, journeys: set[str]) -> bool:
        ended = {path.name for path in (self.folder / "ended").iterdir()}
        return {digest_of(journey) for journey in journeys} <= ended


def digest_of(nodeid: str) -> str:
    return hashlib.sha256(nodeid.encode()).hexdigest()
