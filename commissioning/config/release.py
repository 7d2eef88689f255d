"""Which state of the code and templates a page was made by, alike in every process of the site."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.conf import settings

APPS = ("commissioning", "practices", "carehomes", "payments", "reporting")


def _state(base: Path) -> str:
    """A mark that differs once any page could look or read otherwise."""
    files = [*base.glob("templates/**/*.*"), *base.glob("static/**/*.*")]
    files += [path for app in APPS for path in base.glob(f"{app}/**/*.py")]
    mark = sha256()
    for path in sorted(files):
        stat = path.stat()
        mark.update(f"{path.relative_to(base)}|{stat.st_mtime_ns}|{stat.st_size}\n".encode())
    return mark.hexdigest()


RELEASE = _state(Path(settings.BASE_DIR))
