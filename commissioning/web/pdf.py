"""Tagged PDFs from our own templates, with nothing fetched from anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation"
NOT_INSTALLED = f"PDF printing is not installed: apt-get install -y {PACKAGES}"
OURS = "https://static.invalid/"  # stands for the folder static/; never asked of any network
STYLE = "print.css"


class ExportError(Exception):
    """An export that was not made; no part of it was left behind."""


def pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """Print a template as an accessible PDF (PDF/UA-1). The same page gives the same bytes.

    Raises ExportError naming what to install where the system lacks what prints.
    """
    press = _press()
    refused = press.urls.FatalURLFetchingError
    text = render_to_string(template, dict(context))
    try:
        page = press.HTML(string=text, base_url=OURS, url_fetcher=_fetcher())
        made: bytes = page.write_pdf(stylesheets=[_style()], pdf_variant="pdf/ua-1")
    except refused as wrong:
        raise ExportError(str(wrong)) from wrong
    return made


def _press() -> Any:
    """WeasyPrint, loaded when first needed: it needs libraries of the system."""
    try:
        with redirect_stdout(StringIO()):  # what it prints when it fails, we say ourselves
            import weasyprint  # noqa: PLC0415
    except OSError as wrong:
        raise ExportError(NOT_INSTALLED) from wrong
    return weasyprint


def can_print() -> bool:
    """Say whether this machine can make PDFs."""
    try:
        _press()
    except ExportError:
        return False
    return True


@lru_cache(maxsize=1)
def _style() -> Any:
    return _press().CSS(string=_own(STYLE).read_text(), base_url=OURS, url_fetcher=_fetcher())


def _own(name: str) -> Path:
    """One of our own files. Raises ExportError for a name that is not in static/."""
    path = finders.find(name) if ".." not in name else None
    if not isinstance(path, str):
        raise ExportError(f"A printed page refers to {name}, which is not in static/")
    return Path(path)


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OwnFiles(URLFetcher):
        """Gives files of static/ and nothing else: no network, no other file."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            if not url.startswith(OURS):
                raise FatalURLFetchingError(f"A printed page may not fetch {url}")
            try:
                file = _own(url.removeprefix(OURS))
            except ExportError as wrong:  # else it would only be logged
                raise FatalURLFetchingError(str(wrong)) from wrong
            return URLFetcherResponse(url, file.read_bytes())

    return OwnFiles()
