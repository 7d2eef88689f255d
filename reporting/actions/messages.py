"""Messages of the day: written, and had sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Subquery

from commissioning.clock import today
from commissioning.commissioner_tasks.actions import raise_task
from commissioning.domain.periods import written as in_words
from commissioning.domain.working_days import working_days_from
from commissioning.jobs.enqueue import ask_for
from commissioning.models import Job, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.web.request_cache import asked_once
from reporting import email_texts
from reporting.models import Message
from reporting.policy.messages import can_write_messages
from reporting.rules.deadlines import Dated
from reporting.rules.reminders import Planned, in_digest, moment_on, planned
from reporting.rules.weeks import monday_of
from reporting.selectors.deadlines import deadlines
from reporting.selectors.messages import has_digest, organisations_called, written_about
from reporting.selectors.owing import Owing
from reporting.selectors.people import Recipients, people_on
from reporting.sending import MESSAGES, REMINDERS

WRITING_LOCK = 7_301_204  # one day's messages are written at a time
Kind, State = Message.Kind, Message.State


@dataclass(frozen=True, slots=True)
class WrittenMessages:
    """How many messages a day brought, and for whom nobody could be told."""

    reminders: int
    digests: int
    nobody: tuple[str, ...]


@transaction.atomic
def write_messages(*, by: User) -> WrittenMessages:
    """Write today's reminders, and the week's digests where they are not written yet.

    Each is written once: done again, or by two at the same time, it adds nothing. An organisation
    for which nobody acts becomes a task of the CCG.
    """
    require(can_write_messages(by))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING_LOCK])
    day = today()
    with asked_once():
        people, owing, every = people_on(day), Owing(day), deadlines(day)
        plan = _plan(every, owing, day)
        names = organisations_called(reminder.whom for reminder in plan)
        rows = [row for reminder in plan for row in _reminders(reminder, people, names, day)]
        owed = [
            (deadline, owners)
            for deadline in in_digest(every, day)
            if (owners := owing.of(deadline))
        ]
    Message.objects.bulk_create(rows)
    digests = 0 if has_digest(monday_of(day)) else _write_digests(owed, people, day)
    nobody = _nobody(owed, people, day)
    if any(reminder.whom in nobody for reminder in plan):
        _raise_nobody(nobody, by)
    if rows or digests:
        record("messages written", by, by=by, reminders=len(rows), digests=digests)
    return WrittenMessages(len(rows), digests, nobody)


def _plan(every: Iterable[Dated], owing: Owing, day: date) -> tuple[Planned, ...]:
    """Who is reminded today. Only of what a reminder stands for is it asked who owes it."""
    now = [deadline for deadline in every if moment_on(deadline, day, working_days_from)]
    return planned(now, owing.of_all(now), written_about(now), day, working_days_from)


def _told(reminder: Planned, people: Recipients) -> Sequence[User]:
    return people.told(reminder.to, reminder.whom)


def _reminders(
    reminder: Planned, people: Recipients, names: email_texts.Names, day: date
) -> Iterator[Message]:
    """One reminder, for everybody it is for; whoever chose the digest has it with that."""
    recipients = _told(reminder, people)
    if not recipients:
        return
    letter = email_texts.reminder(reminder, names, day)
    for person in recipients:
        yield Message(
            key=f"{reminder.key}:{person.pk}",
            matter=reminder.key,
            kind=reminder.to.value,
            person=person,
            address=person.email,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            organisation=names.get(reminder.whom),
            specification=reminder.dated.specification.code,
            deadline=reminder.dated.deadline.code,
            written_on=day,
            state=State.HELD if person.pk in people.only_digest else State.WAITING,
        )


def _write_digests(owed: email_texts.Owed, people: Recipients, day: date) -> int:
    """What everybody owes next, in one message; nothing to whoever owes nothing."""
    names = organisations_called(people.acting)
    week = monday_of(day)
    digests = []
    for person in people.everybody:
        sections = email_texts.sections(people.codes_of(person), owed, names, day)
        if not sections:
            continue
        letter = email_texts.digest(sections, week)
        digests.append(
            Message(
                key=f"digest:{week}:{person.pk}",
                matter=f"digest:{week}",
                kind=Kind.DIGEST,
                person=person,
                address=person.email,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                written_on=day,
            )
        )
    Message.objects.bulk_create(digests)
    own = Message.objects.filter(matter=f"digest:{week}", person=OuterRef("person"))
    held = Message.objects.filter(state=State.HELD, told_in=None)
    held.filter(Exists(own)).update(told_in=Subquery(own.values("pk")[:1]))
    return len(digests)


def _nobody(owed: email_texts.Owed, people: Recipients, day: date) -> tuple[str, ...]:
    """The organisations for which nobody acts who could be told: owing, or told of what is late."""
    others = [(dated, owner) for dated, owners in owed for owner in owners if not owner.is_the_ccg]
    codes = {owner.code for _, owner in others}
    codes |= {owner.network for dated, owner in others if owner.network and day > dated.due}
    return tuple(sorted(code for code in codes if not people.acting.get(code)))


def _raise_nobody(codes: Sequence[str], by: User) -> None:
    """One task for all of them: the CCG lets people in, or tells them by other means."""
    called = organisations_called(codes)
    named = [str(called[code]) for code in codes]
    raise_task(
        matter="nobody-to-tell",
        title=f"Let somebody in for {named[0]}"
        if len(named) == 1
        else f"Let somebody in for {len(named):,} organisations that nobody acts for",
        why="Something is due from each, and there is nobody who could be told. Invite somebody, or"
        f" tell them by other means: {', '.join(named)}.",
        by=by,
    )


@transaction.atomic
def ask_for_the_days_messages(*, by: User) -> Job | None:
    """Have the day's messages written, once a day; None where today's were asked for before."""
    require(can_write_messages(by))
    key = f"{REMINDERS}:{today()}"
    if Job.objects.filter(key=key).exists():
        return None
    job = ask_for(REMINDERS, key=key, by=by, title=f"Write the messages of {in_words(today())}")
    record("day's messages asked for", job, by=by)
    return job


@transaction.atomic
def ask_for_sending(*, by: User, when: str) -> Job | None:
    """Have what waits sent, once for each `when`; None where nothing waits, or it is being sent."""
    require(can_write_messages(by))
    key = f"{MESSAGES}:{when}"
    open_ones = Job.objects.filter(kind=MESSAGES, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    nothing = not Message.objects.filter(state__in=[State.WAITING, State.SENDING]).exists()
    if nothing or open_ones.exists() or Job.objects.filter(key=key).exists():
        return None
    job = ask_for(MESSAGES, key=key, by=by)
    record("sending of messages asked for", job, by=by)
    return job
