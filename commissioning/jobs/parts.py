"""Work that several workers share: its parts, and going on with it once they are done."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from commissioning.jobs.enqueue import ask_for_part, nudge_later
from commissioning.jobs.registry import LostClaimError, Running, SharedWork
from commissioning.models import Job

State = Job.State
OPEN = (State.QUEUED, State.RUNNING)


@transaction.atomic
def share(running: Running, shared: SharedWork) -> None:
    """Ask for every part, and let the work wait for them, if it is still ours."""
    of = len(shared.pieces)
    for number, piece in enumerate(shared.pieces, start=1):
        ask_for_part(
            running.job, shared.kind, number=number, of=of, size=piece.size, about=piece.about
        )
    ours = Job.objects.filter(pk=running.job.pk, claim=running.claim, state=State.RUNNING)
    if not ours.update(state=State.SHARED, claim=None, doing=""):
        raise LostClaimError(running.job.key)
    go_on(Job.objects.get(pk=running.job.pk))


def part_ended(part: Job) -> None:
    """Go on with the work that a part belongs to, where it was the last; fail where it failed.

    Nothing for work that is no part. For the transaction in which the part ends: it waits for any
    other part that is just ending, so that one of them is seen to be the last.
    """
    if part.part_of_id is None:
        return
    whole = Job.objects.select_for_update().get(pk=part.part_of_id)
    part.refresh_from_db(fields=["state", "problem"])
    if whole.state == State.SHARED and part.state == State.FAILED:
        whole.state, whole.ended_at = State.FAILED, timezone.now()
        whole.problem = f"Part {part.part} was not done. {part.problem}"
        whole.save()
        return
    go_on(whole)


def let_go(whole: Job) -> None:
    """Remove the files of parts once what was put together of them is kept for good."""
    for part in whole.parts.exclude(file=""):
        place = part.file.name or ""
        whole.parts.filter(pk=part.pk).update(file="")
        transaction.on_commit(partial(part.file.storage.delete, place))


def go_on(whole: Job) -> None:
    """Begin shared work again once none of its parts is open any more.

    For a transaction that holds the row of the work. What waits is asked for once: another that
    comes by finds it waiting for a worker already.
    """
    if whole.state != State.SHARED or whole.parts.filter(state__in=OPEN).exists():
        return
    whole.state, whole.attempts, whole.nudged_at = State.QUEUED, 0, None
    whole.save()
    nudge_later(whole)
