"""Files in a store that speaks S3, for all the processes of a site on any number of machines.

`commissioning/config/file_settings.py` says what the environment names; nothing else knows of S3.
"""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

PATIENCE = {"connect_timeout": 5, "read_timeout": 30}  # seconds: somebody waits for a page
ATTEMPTS = {"total_max_attempts": 3, "mode": "standard"}


class FileStore(S3Storage):
    """A bucket, or a folder of one, that gives up in time and asks only what every store knows."""

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "querystring_auth": True, "default_acl": None}

    def __init__(self, **options: Any) -> None:
        style = options.get("addressing_style")
        super().__init__(
            client_config=Config(
                **PATIENCE,
                retries=ATTEMPTS,
                s3={"addressing_style": style},
                signature_version="s3v4",
                # Newer checksums are refused by stores that are older than they
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            **options,
        )
