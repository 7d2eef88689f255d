"""Proves that what is on record is what was recorded: runs, documents, and files by their hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from commissioning.models import Attachment, AuditEvent, Job, SpecificationVersion
from payments.actions.exports import STATEMENTS
from payments.engine.verify import not_reproduced
from payments.models import PaymentRun
from practices.models import ReturnStep
from practices.rules.fingerprints import fingerprint
from practices.selectors.returns import form_of
from reporting.backups.files import stored_hash
from reporting.models import Sitrep
from reporting.selectors.sitrep_hash import hash_of


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at, and everything about it that does not agree."""

    what: str
    wrong: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.what}: {'; '.join(self.wrong) if self.wrong else 'as recorded'}"


def proofs() -> Iterator[Proof]:
    """Every approved run, published specification, sent return, and file that has a hash."""
    for run in _approved():
        yield Proof(f"Payment run {run.code}", tuple(_tried(run)))
    yield from _together("published specifications", _specifications)
    yield from _together("returns as they were sent", _returns)
    yield from _together("sitreps as they were signed", _sitreps)
    yield from _together("files that people sent", _attachments)
    yield from _together("files of statements", _statements)


def _approved() -> list[PaymentRun]:
    runs = PaymentRun.objects.filter(status=PaymentRun.Status.APPROVED)
    return list(runs.defer("changes").order_by("month", "supplement"))


def _tried(run: PaymentRun) -> Iterator[str]:
    """What does not agree; rows that were changed may break the working out itself."""
    try:
        yield from not_reproduced(run)
    except Exception as wrong:  # noqa: BLE001  (whatever it is, the other runs are looked at too)
        yield f"it cannot be worked out again ({type(wrong).__name__}: {wrong})"


def _together(what: str, look: Callable[[], Iterator[Proof]]) -> Iterator[Proof]:
    """One proof for all that agree, and one for each that does not."""
    sound = 0
    for proof in look():
        if proof.wrong:
            yield proof
        else:
            sound += 1
    yield Proof(f"{sound:,} {what}")


def _compared(what: str, recorded: str, actual_hash: str) -> Proof:
    if not actual_hash:
        return Proof(what, ("its file is missing",))
    return Proof(what, () if recorded == actual_hash else ("it is not what was recorded",))


def _specifications() -> Iterator[Proof]:
    for version in SpecificationVersion.objects.order_by("pk").iterator():
        digest = sha256(version.text.encode()).hexdigest()
        yield _compared(f"Specification {version}", version.sha256, digest)


def _returns() -> Iterator[Proof]:
    sent = ReturnStep.objects.filter(kind=ReturnStep.Kind.SENT).order_by("pk")
    for step in sent.select_related("form__organisation", "version").iterator():
        form, version, answers = form_of(step.form), step.version, step.answers
        if version is None or step.number is None or answers is None:
            continue  # the database refuses such a row
        digest = fingerprint(form, answers, version=version.sha256, number=step.number)
        yield _compared(f"Return {form}, sending {step.number}", step.sha256, digest)


def _sitreps() -> Iterator[Proof]:
    signed = Sitrep.objects.filter(state=Sitrep.State.SIGNED).select_related("version")
    for sitrep in signed.order_by("week", "revision").iterator():
        yield _compared(str(sitrep), sitrep.sha256, hash_of(sitrep))


def _attachments() -> Iterator[Proof]:
    for attachment in Attachment.objects.order_by("uploaded_on", "name").iterator():
        place = attachment.file.name or ""
        yield _compared(f"File {attachment.name} ({place})", attachment.sha256, stored_hash(place))


def _statements() -> Iterator[Proof]:
    """Statements that a job made; the trail keeps the hash of what was given out."""
    events = AuditEvent.objects.filter(
        event=f"{STATEMENTS} exported", details__has_keys=["job", "sha256"]
    )
    recorded = {
        details["job"]: details["sha256"] for details in events.values_list("details", flat=True)
    }
    for job in Job.objects.filter(pk__in=recorded, state=Job.State.DONE).order_by("asked_at"):
        place = job.file.name or ""
        yield _compared(f"{job.title} ({place})", recorded[str(job.pk)], stored_hash(place))
