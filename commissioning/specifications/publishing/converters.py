"""How an address names a version of a specification."""

from __future__ import annotations

from django.urls import register_converter


class VersionName:
    """A version as its file names it: 2020-21.4."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VersionName, "version")
VERSION = "specifications/<slug:code>/<version:version>"
