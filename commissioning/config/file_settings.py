"""Where the files are that people send and jobs make: a folder, or a store that speaks S3.

Pure: takes the variables, gives back Django's settings, and adds every mistake to the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

WRITE_IT = (
    "write it as s3://bucket/folder?region=eu-west-2, with &endpoint=https://host where the store"
    " is not Amazon's, or as file:///srv/files"
)
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
ASKED = ("endpoint", "region")
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
IN_MEMORY = 5 * 1024 * 1024  # bytes of a file that is read; what is larger is read through a disk


@dataclass(frozen=True, slots=True)
class Files:
    """Where files are kept: in the folder, unless there are options of a store."""

    folder: Path
    store: dict[str, Any] = field(default_factory=dict)

    @property
    def storage(self) -> dict[str, Any]:
        """What Django is told, as its default storage."""
        if self.store:
            return {"BACKEND": "commissioning.config.file_store.FileStore", "OPTIONS": self.store}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def files(values: Mapping[str, str], mistakes: list[str], base: Path) -> Files:
    """Read FILES_URL; nothing set is a folder of the site's own."""
    url, own = values.get("FILES_URL", ""), Files(base / "var" / "files")
    if not url:
        return own
    try:
        parts = urlsplit(url)
        bucket = parts.hostname or ""
        numbered = parts.port is not None
    except ValueError:
        mistakes.append(f"FILES_URL cannot be read; {WRITE_IT}.")
        return own
    if parts.scheme == "file" and not bucket and parts.path.strip("/"):
        return Files(Path(unquote(parts.path)))
    if parts.scheme != "s3" or numbered or not BUCKET.fullmatch(bucket):
        mistakes.append(f"FILES_URL is not the address of a store or a folder; {WRITE_IT}.")
        return own
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    mistakes += [
        f"FILES_URL says {option}, which is not known; {WRITE_IT}." for option in _odd(options)
    ]
    return Files(own.folder, _store(parts, bucket, options, values, mistakes))


def _odd(options: Mapping[str, str]) -> list[str]:
    return [option for option in options if option not in ASKED]


def _store(
    parts: SplitResult,
    bucket: str,
    options: Mapping[str, str],
    values: Mapping[str, str],
    mistakes: list[str],
) -> dict[str, Any]:
    """The options of the store. Nothing is ever written over: a second file has another name."""
    endpoint = options.get("endpoint", "")
    region = options.get("region") or next(
        (values[variable] for variable in REGIONS if values.get(variable)), ""
    )
    key, secret = _keys(parts, values, mistakes)
    if endpoint and not _is_an_address(endpoint):
        mistakes.append(
            f"FILES_URL has the endpoint {endpoint!r}; write it as https://host or http://host:9000."
        )
    if not endpoint and not region:
        mistakes.append("FILES_URL does not say in which region its bucket is: ?region=eu-west-2.")
    return {
        "bucket_name": bucket,
        "location": unquote(parts.path).strip("/"),
        "access_key": key or None,
        "secret_key": secret or None,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "addressing_style": "path" if endpoint else "auto",
        "file_overwrite": False,
        "max_memory_size": IN_MEMORY,
    }


def _keys(
    parts: SplitResult, values: Mapping[str, str], mistakes: list[str]
) -> tuple[str | None, str | None]:
    """The keys in the address or in AWS_ variables; none at all where the machine has a role."""
    if parts.username or parts.password:
        if not (parts.username and parts.password):
            mistakes.append("FILES_URL has half of a pair of keys: s3://key:secret@bucket.")
        return unquote(parts.username or ""), unquote(parts.password or "")
    missing = [variable for variable in KEYS if not values.get(variable)]
    if len(missing) == 1:
        mistakes.append(f"{missing[0]} is missing: set both keys of the files' store, or neither.")
    return values.get(KEYS[0]), values.get(KEYS[1])


def _is_an_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        return (
            parts.scheme in {"https", "http"}
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
            and not (parts.username or parts.query or parts.path.strip("/"))
        )
    except ValueError:
        return False
