"""Preparing and approving payment runs."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models.functions import Now

from commissioning.domain.periods import Month
from commissioning.jobs.enqueue import ask_for
from commissioning.models import Job, User
from commissioning.policy.decision import no, require
from commissioning.records.audit import record
from commissioning.records.history import hold_facts_still
from payments.engine import comparing, store
from payments.engine.work_out import names, work_out
from payments.models import PaymentRun
from payments.policy import runs as runs_policy
from payments.selectors.runs import last_regular_before, latest_run, payees_expected

RUNS_LOCK = 20_200_402  # one run is prepared or approved at a time
PREPARATION, APPROVAL = "payment run preparation", "payment run approval"


@transaction.atomic
def ask_for_run(*, month: Month, by: User, supplementary: bool = False, reason: str = "") -> Job:
    """Have a month's run prepared, once for each preparation of it, by the name of whoever asks.

    Asked twice it is prepared once; what failed is begun anew.
    """
    last = latest_run()
    require(
        runs_policy.can_prepare_month(
            by, month, last=last, supplementary=supplementary, reason=reason
        )
    )
    run, number = _next(last, month, supplementary=supplementary)
    job = ask_for(
        PREPARATION,
        key=f"run:{run.code}:{number}",
        by=by,
        title=f"Prepare the run of {run.code}" + (f", preparation {number}" if number > 1 else ""),
        size=payees_expected(),
        anew=True,
        month=str(month),
        supplementary=supplementary,
        reason=reason,
        asked=[run.code, number],
    )
    record("payment run preparation asked for", job, by=by, reason=reason)
    return job


@transaction.atomic
def ask_for_approval(*, run: PaymentRun, by: User) -> Job:
    """Have a run checked and approved by the name of whoever asks, as it was prepared by now."""
    require(runs_policy.can_approve(by, run))
    job = ask_for(
        APPROVAL,
        key=f"approval:{run.code}:{run.preparations}",
        by=by,
        title=f"Check and approve the run of {run.code}",
        size=run.summary.get("payees"),
        anew=True,
        run=run.pk,
        number=run.preparations,
    )
    record("payment run approval asked for", run, by=by, job=str(job.pk))
    return job


@transaction.atomic
def prepare_run(
    *,
    month: Month,
    by: User,
    supplementary: bool = False,
    reason: str = "",
    preparation: tuple[str, int] | None = None,
    progress: Callable[[int], None] | None = None,
) -> PaymentRun:
    """Work out a month's run and keep it as a draft, in place of an earlier draft of the same run.

    Pays entitlement to date less paid to date, for whole months up to its own. Refuses, with the
    reason, a run out of order or before the first of its month. `asked` is the run and the number
    of the preparation that was asked for, where that was some time ago; `told` hears how many
    calculations there are so far.
    """
    _one_at_a_time()
    last = latest_run()
    require(
        runs_policy.can_prepare_month(
            by, month, last=last, supplementary=supplementary, reason=reason
        )
    )
    run, number = _next(last, month, supplementary=supplementary)
    if preparation and preparation != (run.code, number):
        require(no(f"The run of {preparation[0]} was prepared meanwhile: look at it first"))
    if number == 1:
        run.prepared_by, run.reason = by, reason
        run.save()
    _store(run, by, again=number > 1, progress=progress)
    record(
        "payment run prepared",
        run,
        by=by,
        reason=reason,
        total=str(run.total),
        lines=run.lines_count,
        sha256=run.sha256,
    )
    return run


def _next(last: PaymentRun | None, month: Month, *, supplementary: bool) -> tuple[PaymentRun, int]:
    """The run that is prepared next, not saved where it is new; and which preparation it is."""
    if last is not None and not last.is_approved:
        return last, last.preparations + 1
    supplement = last.supplement + 1 if supplementary and last is not None else 0
    return PaymentRun(month=month.first, supplement=supplement), 1


def _store(
    run: PaymentRun, by: User, *, again: bool, progress: Callable[[int], None] | None
) -> None:
    month = Month.of(run.month)
    organisation_names = names()
    people = {code: name for code, (_, name) in organisation_names.payees.items()}
    before = list(store.written(run)) if again else []
    if again:
        store.clear(run)
    stored = store.write(
        run, work_out(month, regular=not run.supplement), organisation_names, progress
    )
    store.write_totals(run, stored, organisation_names)
    run.total, run.lines_count, run.gaps_count = stored.amount, stored.lines, stored.gaps
    run.summary, run.sha256 = stored.summary, stored.hash.hexdigest()
    run.prepared_by = by
    changes: dict[str, object] = {"month": []}
    if again:
        run.preparations += 1
        changes["preparation"] = comparing.since_last_preparation(before, run, people)
    if not run.supplement:
        with store.without_pauses():
            changes["month"] = comparing.since_last_month(last_regular_before(run), run, people)
    run.changes = changes
    run.prepared_at = Now()
    run.save()
    run.refresh_from_db()


@transaction.atomic
def approve_run(*, run: PaymentRun, by: User, number: int = 0) -> PaymentRun:
    """Fix a run for ever. The person who prepared it cannot approve it.

    Checks first that every derivation holds, that lines and totals agree, and that the facts as
    they stand at this moment still give the same lines; else says what differs and changes
    nothing. `number` is the preparation that the approver looked at.
    """
    moment = hold_facts_still()
    _one_at_a_time()
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    require(runs_policy.can_approve(by, run))
    if number and run.preparations != number:
        require(no(f"The run of {run.code} was prepared again since you looked at it"))
    _must_be_sound(run)
    _must_follow_from_the_facts(run)
    run.status = PaymentRun.Status.APPROVED
    run.approved_by = by
    run.approved_at = moment
    run.save()
    record("payment run approved", run, by=by, total=str(run.total), sha256=run.sha256)
    return run


MOST_SAID = 10  # differences named in a refusal; the rest are counted


def _must_be_sound(run: PaymentRun) -> None:
    problems = list(store.unsound(run))
    if problems:
        raise PermissionDenied(f"The run of {run.code} does not hold: {_few(problems)}")


def _must_follow_from_the_facts(run: PaymentRun) -> None:
    fresh = map(store.as_written, work_out(Month.of(run.month), regular=not run.supplement))
    stored = store.written(run, derivations=False)
    changed = list(comparing.differences(*comparing.compared(stored, fresh)))
    if changed:
        require(
            no(
                f"Facts have changed since the run of {run.code} was prepared: prepare it again"
                f" ({_few(changed)})"
            )
        )


def _few(texts: list[str]) -> str:
    more = f"; and {len(texts) - MOST_SAID} more" if len(texts) > MOST_SAID else ""
    return "; ".join(texts[:MOST_SAID]) + more


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RUNS_LOCK])
