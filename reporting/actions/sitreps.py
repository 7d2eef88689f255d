"""The weekly sitrep: counted, written on, signed and amended."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from commissioning.clock import now_on_the_wall, today
from commissioning.domain.periods import written
from commissioning.jobs.enqueue import ask_for
from commissioning.models import Job, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from reporting.actions.gaps import raise_from_records
from reporting.actions.sitrep_rows import write_rows
from reporting.models import Sitrep
from reporting.policy.sitreps import can_amend, can_sign, can_write, keeps_sitreps
from reporting.rules.sitreps import EXCEPTION, added, counted, exceptions_among
from reporting.rules.weeks import (
    monday_of,
    questions_on,
    sunday_of,
)
from reporting.selectors.exceptions import aligned_by
from reporting.selectors.sitrep_facts import known_of
from reporting.selectors.sitrep_hash import hash_of
from reporting.selectors.sitreps import (
    drafts_to_count_again,
    exceptions_since,
    signed_ones_that_miss_exceptions,
    weeks_to_draft,
)
from reporting.selectors.weeks import Weekly, weekly

DRAFT = "sitrep"
LATER = "An exception that existed in the week was raised after it was signed"
TEXT = "text"
DRAFTING_LOCK = 7_301_205  # two who draft a week at the same time follow one another


@transaction.atomic
def draft_sitrep(*, week: date, by: User) -> Sitrep:
    """Count a week's sitrep, or count its draft again.

    What the record itself shows is missing is raised first. Raises ValidationError where nothing
    is asked in the week, or its sitrep is signed.
    """
    require(keeps_sitreps(by))
    sitrep_request = weekly(week)
    if not sitrep_request.is_asked:
        raise ValidationError("No sitrep is asked in this week")
    if week > monday_of(today()):
        raise ValidationError("The week has not begun: its sitrep is drafted in it")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DRAFTING_LOCK])
    if week == monday_of(today()):
        raise_from_records(by=by)
    latest = Sitrep.objects.select_for_update().filter(week=week).order_by("-revision").first()
    if latest is not None and latest.is_signed:
        raise ValidationError("It is signed: amend it where something came later")
    sitrep = latest or Sitrep(week=week)
    _count(sitrep, sitrep_request, by)
    record("sitrep counted", sitrep, by=by, week=week.isoformat(), totals=sitrep.totals)
    return sitrep


def _count(sitrep: Sitrep, sitrep_request: Weekly, by: User) -> None:
    """Count everything anew, as it is known now of the cut-off's day, or of an earlier today."""
    week = sitrep_request.week
    day = min(today(), sitrep_request.cut_off.date())
    keys = tuple(question.key for question in sitrep_request.questions)
    evidence = known_of(
        week, day, sitrep_request.specification.commissioner, keys, aligned_by(week)
    )
    tally = counted(keys, evidence.facts)
    counts = tally.by_network()
    sitrep.version = sitrep_request.version
    sitrep.scope_on, sitrep.counted_on, sitrep.counted_at = day, today(), timezone.now()
    sitrep.counted_by = by
    sitrep.past_cut_off = now_on_the_wall() >= sitrep_request.cut_off
    sitrep.questions = [
        {
            "key": question.key,
            "ask": question.ask,
            "basis": question.basis,
            "answer": question.answer,
        }
        for question in questions_on(sitrep_request.specification, sunday_of(week))
    ]
    sitrep.counts = counts
    sitrep.totals = {
        "homes": len(tally.stands),
        "questions": {key: added(counts[key]) for key in keys},
        "with exceptions": sum(EXCEPTION in letters for letters in tally.stands.values()),
        "unreviewed": sum(
            exception.state in ("raised", "returned") for exception in evidence.exceptions
        ),
        "practices": dict(Counter(practice.answer for practice in evidence.practices)),
    }
    sitrep.save()
    write_rows(sitrep, evidence, tally)


@transaction.atomic
def write_on_sitrep(*, sitrep: Sitrep, answers: dict[str, str], comments: str, by: User) -> Sitrep:
    """Answer the questions that are answered in words, and comment."""
    sitrep = _locked(sitrep)
    require(can_write(by, sitrep))
    question_keys = {question["key"] for question in sitrep.questions if question["answer"] == TEXT}
    if unknown := set(answers) - question_keys:
        raise ValidationError(f"The sitrep does not ask: {', '.join(sorted(unknown))}")
    sitrep.answers = {key: words for key, words in answers.items() if words}
    sitrep.comments = comments
    sitrep.save()
    record("sitrep written on", sitrep, by=by, reason=comments)
    return sitrep


@transaction.atomic
def sign_sitrep(*, sitrep: Sitrep, finding: str, by: User) -> Sitrep:
    """Confirm full coverage, or the exceptions as they are listed, and freeze it for ever."""
    sitrep = _locked(sitrep)
    require(can_sign(by, sitrep))
    if finding not in Sitrep.Finding.values:
        raise ValidationError({"finding": "Choose what you confirm"})
    exceptions = exceptions_among(sitrep.totals["questions"])
    if finding == Sitrep.Finding.FULL and exceptions:
        raise ValidationError(
            {"finding": "There are exceptions: full coverage cannot be confirmed this week"}
        )
    if finding == Sitrep.Finding.EXCEPTIONS and not exceptions:
        raise ValidationError({"finding": "There is no exception to confirm: coverage is full"})
    if later := exceptions_since(sitrep).count():
        raise ValidationError(
            f"Since it was counted {later} more exception{'s were' if later > 1 else ' was'}"
            " raised: count it again, then sign"
        )
    sitrep.finding = finding
    sitrep.sha256 = hash_of(sitrep)
    sitrep.state, sitrep.signed_by, sitrep.signed_on = Sitrep.State.SIGNED, by, today()
    sitrep.save()
    record("sitrep signed", sitrep, by=by, reason=sitrep.comments, sha256=sitrep.sha256)
    return sitrep


@transaction.atomic
def amend_sitrep(*, sitrep: Sitrep, reason: str, by: User) -> Sitrep:
    """Count a signed week anew, as its next revision; what was signed stays as it is."""
    sitrep = _locked(sitrep)
    require(can_amend(by, sitrep))
    if not reason:
        raise ValidationError({"reason": "Say why it is amended"})
    latest = Sitrep.objects.filter(week=sitrep.week).order_by("-revision").first()
    if latest is None or latest.pk != sitrep.pk:
        raise ValidationError("Another amendment was made meanwhile: open the newest")
    made = Sitrep(
        week=sitrep.week,
        revision=sitrep.revision + 1,
        reason=reason,
        answers=sitrep.answers,
        comments="",
    )
    _count(made, weekly(sitrep.week), by)
    record("sitrep amended", made, by=by, reason=reason, amends=sitrep.revision)
    return made


@transaction.atomic
def ask_for_sitreps(*, by: User) -> list[Job]:
    """Have every sitrep counted that is due by now, each once.

    Drafts of weeks that want one; drafts that were counted before the cut-off; and amendments of
    signed ones in whose weeks an exception was raised later.
    """
    require(keeps_sitreps(by))
    now = now_on_the_wall()
    job_requests: list[tuple[str, dict[str, Any], str]] = [
        (f"sitrep:{sitrep_request.week}", {}, f"Draft {_named(sitrep_request.week)}")
        for sitrep_request in weeks_to_draft(now)
    ]
    for draft in drafts_to_count_again(now):
        key = f"sitrep:{draft.week}:{draft.revision}:cut-off"
        job_requests.append((key, {}, f"Count {_named(draft.week)} at the cut-off"))
    for signed in signed_ones_that_miss_exceptions():
        key = f"sitrep:{signed.week}:amendment:{signed.revision + 1}"
        job_requests.append((key, {"amends": signed.pk}, f"Amend {_named(signed.week)}"))
    existing_keys = set(
        Job.objects.filter(key__in=[key for key, _, _ in job_requests]).values_list(
            "key", flat=True
        )
    )
    jobs = []
    for key, about, title in job_requests:
        if key not in existing_keys:
            week = key.split(":")[1]
            job = ask_for(DRAFT, key=key, by=by, title=title, week=week, **about)
            record("sitrep asked for", job, by=by, key=key)
            jobs.append(job)
    return jobs


def _named(week: date) -> str:
    return f"the sitrep of the week of {written(week)}"


def _locked(sitrep: Sitrep) -> Sitrep:
    locked_sitrep: Sitrep = (
        Sitrep.objects.select_for_update(of=("self",)).select_related("version").get(pk=sitrep.pk)
    )
    return locked_sitrep
