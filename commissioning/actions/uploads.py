"""Bringing in a file in two steps: see what it would change, then confirm it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from commissioning.audit import record
from commissioning.clock import today
from commissioning.history import change_facts
from commissioning.imports import refuse
from commissioning.imports.contents import LARGEST_FILE
from commissioning.models import Upload, User
from commissioning.policy import can_confirm_upload, require, signed_in
from commissioning.uploads import Importer, Said, Shown, fingerprint, named_copy, plain_name

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def preview_upload(*, importer: Importer, file: UploadedFile, said: Said, by: User) -> Upload:
    """Try a file out, change nothing, and keep it with what it would change.

    Raises FileRefusedError with every mistake in it; such a file is not kept.
    """
    require(importer.rule(by))
    forget_old_uploads(by=by)
    if not file.size:
        raise refuse("The file is empty", "Choose the file as it was published")
    if file.size > LARGEST_FILE:
        raise refuse(
            f"The file is too large: {file.size:,} bytes, at most {LARGEST_FILE:,}",
            "Send only the sheet or rows that are needed",
        )
    name = plain_name(file.name or "")
    with named_copy(file, name) as path:
        digest = sha256(path.read_bytes()).hexdigest()
        with transaction.atomic():
            outcome = importer.bring_in(path, by, said)
            transaction.set_rollback(True)
    upload = Upload(
        kind=importer.name,
        name=name,
        size=file.size,
        sha256=digest,
        options=said.as_json(),
        shown=asdict(Shown.of(outcome)),
        fingerprint=fingerprint(outcome),
        uploaded_by=by,
        uploaded_on=today(),
    )
    file.seek(0)
    upload.file.save(name, file, save=False)
    upload.save(force_insert=True)
    record("file uploaded", upload, by=by, kind=importer.name, sha256=upload.sha256)
    return upload


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
    with _kept(upload) as path, transaction.atomic():
        outcome = importer.bring_in(path, by, Said.from_json(upload.options))
        as_shown = fingerprint(outcome) == upload.fingerprint
        transaction.set_rollback(not as_shown)
    if not as_shown:
        upload.shown, upload.fingerprint = asdict(Shown.of(outcome)), fingerprint(outcome)
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


@contextmanager
def _kept(upload: Upload) -> Iterator[Path]:
    """The file of an upload, seen to be what was shown."""
    missing = refuse("The file is no longer as it was uploaded", "Upload it again")
    try:
        upload.file.open()
    except OSError as wrong:
        raise missing from wrong
    with upload.file, named_copy(upload.file, upload.name) as path:
        if sha256(path.read_bytes()).hexdigest() != upload.sha256:
            raise missing
        yield path


def _let_go(upload: Upload) -> None:
    """Remove the file once the change is made for good."""
    storage: Storage = upload.file.storage
    name = upload.file.name
    upload.file.name = ""
    upload.save()
    if name:
        transaction.on_commit(partial(storage.delete, name))
