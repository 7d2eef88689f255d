"""Having failed work done again."""

from __future__ import annotations

from django.db import transaction

from commissioning.jobs.enqueue import begin_anew, nudge_later
from commissioning.jobs.policy import can_try_again
from commissioning.models import Job, User
from commissioning.policy.decision import require
from commissioning.records.audit import record


@transaction.atomic
def try_job_again(*, job: Job, by: User) -> Job:
    """Put a failed job back into the queue, as though it had never been begun."""
    job = Job.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=job.pk)
    require(can_try_again(by, job))
    begin_anew(job)
    record("job tried again", job, by=by, reason=job.title)
    nudge_later(job)
    return job
