"""Bringing in a file in two steps: see what it would change, then confirm it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from commissioning.clock import today
from commissioning.imports import refuse
from commissioning.imports.contents import LARGEST_FILE
from commissioning.jobs.enqueue import ask_for
from commissioning.models import Job, Upload, User
from commissioning.policy.decision import require
from commissioning.policy.roles import signed_in
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.uploads.importer import (
    BRING_IN,
    Details,
    Importer,
    ImportPreview,
    UploadDetails,
    fingerprint,
    named_copy,
    plain_name,
)
from commissioning.uploads.policy import can_confirm_upload

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def preview_upload(
    *,
    importer: Importer,
    file: UploadedFile,
    answers: UploadDetails,
    by: User,
    details: UploadedFile | None = None,
) -> Upload:
    """Try a file out, change nothing, and keep it with what it would change.

    Where a publisher's file comes apart, `details` is the second one, kept and brought in together
    with the first. Raises FileRefusedError with every mistake in them; such files are not kept.
    """
    require(importer.rule(by))
    forget_old_uploads(by=by)
    name, size = plain_name(file.name or ""), _size(file, "The file")
    options = answers.as_json()
    with ExitStack() as copies:
        path = copies.enter_context(named_copy(file, name))
        if details:
            about = Details(plain_name(details.name or ""), _size(details, "The details file"), "")
            second = copies.enter_context(named_copy(details, about.name))
            options["details"] = asdict(replace(about, sha256=_hash(second)))
            answers = replace(answers, details=second)
        digest = _hash(path)
        with transaction.atomic():
            outcome = importer.bring_in(path, by, answers)
            transaction.set_rollback(True)
    upload = Upload(
        kind=importer.name,
        name=name,
        size=size,
        sha256=digest,
        options=options,
        shown=asdict(ImportPreview.of(outcome)),
        fingerprint=fingerprint(outcome),
        uploaded_by=by,
        uploaded_on=today(),
    )
    file.seek(0)
    upload.file.save(name, file, save=False)
    if details:
        details.seek(0)
        upload.file.storage.save(_place_of_details(upload), details)
    upload.save(force_insert=True)
    record("file uploaded", upload, by=by, kind=importer.name, sha256=upload.sha256)
    return upload


@transaction.atomic
def ask_to_bring_in(*, importer: Importer, upload: Upload, by: User) -> Job:
    """Have a previewed file brought in as it was shown; what failed is begun anew.

    Once for each time it was shown: where the facts moved, it is shown again, and asked for again.
    """
    require(can_confirm_upload(by, upload))
    require(importer.rule(by))
    job = ask_for(
        BRING_IN,
        key=f"upload:{upload.pk}:{upload.showings}",
        by=by,
        title=f"Bring in {upload.name}",
        size=sum(upload.shown["counts"].values()),
        anew=True,
        upload=str(upload.pk),
    )
    record("upload asked to be brought in", upload, by=by, job=str(job.pk))
    return job


@transaction.atomic
def confirm_upload(*, importer: Importer, upload: Upload, by: User) -> bool:
    """Bring a previewed file in, all of it or nothing, if it still does what was shown.

    Where the facts have moved since, so that it would now do something else: nothing is brought
    in, what it would do now is kept to be shown, and the answer is False.
    """
    change_facts()
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    require(can_confirm_upload(by, upload))
    require(importer.rule(by))
    with _kept(upload) as (path, details), transaction.atomic():
        answers = replace(UploadDetails.from_json(upload.options), details=details)
        outcome = importer.bring_in(path, by, answers)
        as_shown = fingerprint(outcome) == upload.fingerprint
        transaction.set_rollback(not as_shown)
    if not as_shown:
        upload.shown, upload.fingerprint = asdict(ImportPreview.of(outcome)), fingerprint(outcome)
        upload.showings += 1
        upload.save()
        record("upload shown again", upload, by=by, sha256=upload.sha256)
        return False
    upload.status, upload.confirmed_on = Upload.Status.CONFIRMED, today()
    _let_go(upload)
    record(
        "upload confirmed",
        upload,
        by=by,
        kind=importer.name,
        sha256=upload.sha256,
        counts=outcome.counts(),
        said=upload.options,
    )
    return True


@transaction.atomic
def withdraw_upload(*, upload: Upload, by: User) -> Upload:
    """Cancel a file that waits; it is removed, and nothing of it was brought in."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    require(can_confirm_upload(by, upload))
    upload.status = Upload.Status.WITHDRAWN
    _let_go(upload)
    record("upload cancelled", upload, by=by, sha256=upload.sha256)
    return upload


@transaction.atomic
def forget_old_uploads(*, by: User) -> int:
    """Remove the files that waited for longer than a day, whosever they are; says how many."""
    require(signed_in(by))
    since = timezone.now() - KEPT_FOR
    waiting = Upload.objects.select_for_update(skip_locked=True).filter(
        status=Upload.Status.WAITING, uploaded_at__lt=since
    )
    old = list(waiting)
    for upload in old:
        upload.status = Upload.Status.EXPIRED
        _let_go(upload)
        record("upload removed, not confirmed within a day", upload, by=by, sha256=upload.sha256)
    return len(old)


def _size(file: UploadedFile, called: str) -> int:
    """How many bytes a file that was sent has; refused where that is none, or too many."""
    if not file.size:
        raise refuse(f"{called} is empty", "Choose the file as it was published")
    if file.size > LARGEST_FILE:
        raise refuse(
            f"{called} is too large: {file.size:,} bytes, at most {LARGEST_FILE:,}",
            "Send only the sheet or rows that are needed",
        )
    return file.size


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _place_of_details(upload: Upload) -> str:
    return f"{upload.file.name}-details"


@contextmanager
def _kept(upload: Upload) -> Iterator[tuple[Path, Path | None]]:
    """The file of an upload, and the second one where one came along, seen to be what was shown."""
    details = Details.of(upload)
    with ExitStack() as copies:
        path = copies.enter_context(
            _as_shown(upload, upload.file.name or "", upload.name, upload.sha256)
        )
        second = None
        if details:
            place = _place_of_details(upload)
            second = copies.enter_context(_as_shown(upload, place, details.name, details.sha256))
        yield path, second


@contextmanager
def _as_shown(upload: Upload, place: str, name: str, digest: str) -> Iterator[Path]:
    missing = refuse("The file is no longer as it was uploaded", "Upload it again")
    try:
        file = upload.file.storage.open(place)
    except OSError as wrong:
        raise missing from wrong
    with file, named_copy(file, name) as path:
        if _hash(path) != digest:
            raise missing
        yield path


def _let_go(upload: Upload) -> None:
    """Remove what was kept once the change is made for good."""
    storage: Storage = upload.file.storage
    places = [upload.file.name] if upload.file.name else []
    if places and Details.of(upload):
        places.append(_place_of_details(upload))
    upload.file.name = ""
    upload.save()
    for place in places:
        transaction.on_commit(partial(storage.delete, place))
