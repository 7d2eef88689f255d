"""Copies the NHS.UK frontend from node_modules to build/nhsuk, fit for a strict site.

As published, the style sheet loads a font from another host and points at icons by addresses
that only the publisher's own site has. Both are mended here, so that pages need no other host
and Django can put a fingerprint in every file's name.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
REMOTE_FONT = re.compile(r"[\"']?Frutiger W01[\"']?\s*,\s*")
SOURCE_MAP_IN_STYLES = re.compile(r"/\*#\s*sourceMappingURL=[^*]*\*/")
SOURCE_MAP_IN_SCRIPT = re.compile(r"//#\s*sourceMappingURL=\S*\s*\Z")  # ends the last line


def styles(published: str) -> str:
    """Take out the remote font, and make the addresses of icons relative."""
    ours = FONT_FACE.sub("", published)
    ours = REMOTE_FONT.sub("", ours)
    ours = ours.replace("url(/assets/", "url(assets/")
    return SOURCE_MAP_IN_STYLES.sub("", ours)


def script(published: str) -> str:
    return SOURCE_MAP_IN_SCRIPT.sub("", published)


def build(published: Path, ours: Path) -> None:
    """Make our copy whole or not at all."""
    unfinished = ours.with_name(f"{ours.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    (unfinished / "nhsuk-frontend.min.css").write_text(
        styles((published / "nhsuk-frontend.min.css").read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    (unfinished / "nhsuk-frontend.min.js").write_text(
        script((published / "nhsuk-frontend.min.js").read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    shutil.copytree(published / "assets", unfinished / "assets")
    shutil.rmtree(ours, ignore_errors=True)
    unfinished.rename(ours)


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent.parent
    build(root / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk", root / "build" / "nhsuk")
