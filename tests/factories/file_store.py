"""A store that speaks S3, on this machine for as long as a test takes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from commissioning.config.environment import read

BUCKET = "evidence"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test-and-no-secret"}
PATIENCE = 1800  # seconds: a limit for what never comes, not a time that anything takes


@dataclass(frozen=True, slots=True)
class Store:
    """Where it listens; asked over its own protocol, beside what the site thinks is in it."""

    endpoint: str

    @property
    def variables(self) -> dict[str, str]:
        """What the environment of a site says that keeps its files here."""
        url = f"s3://{BUCKET}/site?region=eu-west-2&endpoint={self.endpoint}"
        return {"FILES_URL": url, **KEYS}

    @property
    def storages(self) -> dict[str, Any]:
        """Django's default storage, as the site reads it from those variables."""
        return {"default": read(self.variables, Path("/nowhere")).files.storage}

    @property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="eu-west-2",
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )

    def names(self) -> list[str]:
        """Every object in the bucket."""
        return [each["Key"] for each in self._listed()]

    def content(self, name: str) -> bytes:
        content: bytes = self.client.get_object(Bucket=BUCKET, Key=name)["Body"].read()
        return content

    def _listed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return found


@contextmanager
def a_store(log: Path) -> Iterator[Store]:
    """Start a store with an empty bucket; it ends with the block."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        _wait_for(process, port)
        store = Store(f"http://127.0.0.1:{port}")
        place = {"LocationConstraint": "eu-west-2"}
        store.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        yield store
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, "the store did not start"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < ends, "the store did not answer"
            time.sleep(0.05)
        else:
            return
