"""Where files are kept: every mistake at once, and no key repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.config.environment import EnvironmentMistakesError, read

BASE = Path("/srv/commissioning")
KEYS = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "hush"}


def mistakes(**variables: str) -> str:
    with pytest.raises(EnvironmentMistakesError) as wrong:
        read(variables, BASE)
    return str(wrong.value)


def test_nothing_set_is_a_folder_of_the_site():
    files = read({}, BASE).files
    assert files.folder == BASE / "var" / "files"
    assert files.storage == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_another_folder():
    files = read({"FILES_URL": "file:///mnt/shared%20files"}, BASE).files
    assert files.folder == Path("/mnt/shared files")
    assert files.storage == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_a_bucket_of_amazons():
    url = "s3://care-files/live/?region=eu-west-2"
    options = read({"FILES_URL": url, **KEYS}, BASE).files.storage["OPTIONS"]
    found = ("bucket_name", "location", "region_name", "endpoint_url", "access_key", "secret_key")
    assert [options[each] for each in found] == [
        "care-files",
        "live",
        "eu-west-2",
        None,
        "AKIA",
        "hush",
    ]
    assert options["file_overwrite"] is False


def test_a_bucket_elsewhere_with_its_keys_in_the_address():
    url = "s3://me:p%40ss@files?endpoint=http://store:9000"
    options = read({"FILES_URL": url, **KEYS}, BASE).files.storage["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == ("me", "p@ss")
    assert (options["endpoint_url"], options["addressing_style"]) == ("http://store:9000", "path")


def test_a_machine_that_has_a_role_needs_no_keys():
    variables = {"FILES_URL": "s3://care-files", "AWS_REGION": "eu-west-2"}
    options = read(variables, BASE).files.storage["OPTIONS"]
    assert (options["access_key"], options["region_name"]) == (None, "eu-west-2")


@pytest.mark.parametrize(
    "url",
    [
        "care-files",
        "s3://",
        "s3://A_bucket?region=x",
        "s3://b:9000/x",
        "s3://[x",
        "s3://bucket:port",
        "file://",
        "file://host/files",
        "https://host/bucket",
    ],
)
def test_an_address_that_is_none(url: str):
    assert "FILES_URL" in mistakes(FILES_URL=url)


@pytest.mark.parametrize(
    "endpoint",
    ["store:9000", "ftp://store", "https://", "https://[", "https://a:b@c", "http://a/b"],
)
def test_an_endpoint_that_is_none(endpoint: str):
    assert "has the endpoint" in mistakes(FILES_URL=f"s3://files?endpoint={endpoint}")


def test_several_mistakes_are_said_at_once():
    said = mistakes(
        FILES_URL="s3://files?endpoint=x&regoin=y", AWS_ACCESS_KEY_ID="AKIA", PORT="no port"
    )
    for each in ("the endpoint 'x'", "regoin", "AWS_SECRET_ACCESS_KEY is missing", "PORT"):
        assert each in said


def test_a_bucket_of_amazons_needs_a_region():
    assert "in which region" in mistakes(FILES_URL="s3://care-files", **KEYS)


def test_half_a_pair_of_keys_in_the_address():
    assert "half of a pair" in mistakes(FILES_URL="s3://me@files?region=eu-west-2")


def test_a_key_is_never_repeated():
    assert "hush" not in mistakes(FILES_URL="s3://me:hush@files:12?x=y", PORT="x")
    assert "hush" not in mistakes(FILES_URL="s3://me:hush@f?x=y&endpoint=z")
