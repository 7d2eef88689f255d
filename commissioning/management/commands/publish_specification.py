"""Publish a specification from its file, or approve what a colleague published."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.accounts.console import person
from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.models import SpecificationVersion, User
from commissioning.policy.decision import require
from commissioning.records.audit import as_read
from commissioning.specifications.publishing.actions import (
    Minuted,
    approve_specification,
    publish_specification,
)
from commissioning.specifications.publishing.policy import same_text
from commissioning.specifications.publishing.selectors import published_version
from commissioning.specifications.schema import SpecificationError, read_specification

LARGEST = 1024 * 1024  # bytes; the longest of our files is a twentieth of this


class Command(BaseCommand):
    help = (
        "Checks a specification's file and publishes it as a version that never changes. A second "
        "person of the primary care team then approves it with --approve. Publishing the same "
        "file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the specification, in TOML")
        parser.add_argument(
            "--approve", action="store_true", help="approve the version that was published"
        )
        parser.add_argument("--committee", default="", help="with --approve: which one decided")
        parser.add_argument("--met-on", type=date.fromisoformat, help="with --approve: its day")
        parser.add_argument("--minute", default="", help="with --approve: the minute's number")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="who does this")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        approving: bool = options["approve"]
        undone = "approved" if approving else "published"
        by = person(options["by"])
        try:
            text = contents(path)
            message = approve(text, minuted(options), by) if approving else publish(text, by)
        except SpecificationError as wrong:
            mistakes = counted(len(wrong.mistakes), "mistake")
            raise CommandError(f"{path}: {mistakes}, nothing was {undone}.\n{wrong}") from None
        except PermissionDenied as refused:
            raise CommandError(f"{path}: {refused}. Nothing was {undone}.") from None
        self.stdout.write(message)


def publish(text: str, by: User) -> str:
    version, is_new = publish_specification(text=text, by=by)
    if not is_new:
        return (
            f"{named(version)} was published on {day(version.published_at)} by "
            f"{version.published_by}, with this very text. Nothing was changed."
        )
    return (
        f"Published {named(version)}, in force from {written(version.in_force_from)}. It governs "
        "no payment until a second person of the primary care team approves it (--approve)."
    )


def minuted(options: dict[str, Any]) -> Minuted:
    """The minute that an approval names."""
    committee, met_on, minute = options["committee"], options["met_on"], options["minute"]
    if not (committee and met_on and minute):
        raise CommandError(
            "An approval names its minute: give --committee, --met-on and --minute. "
            "Nothing was approved."
        )
    return Minuted(committee, met_on, minute)


def approve(text: str, minute: Minuted, by: User) -> str:
    """Approve the version that this very file was published as."""
    specification = read_specification(text)
    version = published_version(specification.code, specification.version)
    if version is None:
        raise CommandError(
            f"{specification.code} {specification.version} has not been published: publish it "
            "first, without --approve. Nothing was approved."
        )
    require(same_text(version, sha256(text.encode()).hexdigest()))
    if version.approved_at:
        return (
            f"{named(version)} was approved on {day(version.approved_at)} by "
            f"{version.approved_by}. Nothing was changed."
        )
    version = approve_specification(version=version, minuted=minute, by=by)
    return f"Approved {named(version)}: it governs months from {written(version.in_force_from)}."


def contents(path: Path) -> str:
    """The text of a file. Raises CommandError saying why it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(f"{path}: is larger than a specification can be, 1 MB")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(
            f"{path}: is not text in UTF-8: save it again in that encoding"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CommandError(f"{path}: cannot be read: {reason}") from None


def named(version: SpecificationVersion) -> str:
    return f"{version.code} {version.version} ({version.title})"


def day(moment: datetime | None) -> str:
    return written(as_read(moment).date()) if moment else "no day"
