"""Which reminders a day brings: of what, to whom, each once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commissioning.specifications.schema import Reminder
from reporting.rules.deadlines import Dated, Owner

LATEST = timedelta(days=7)  # how long after its day the last reminder is still worth sending
AHEAD = timedelta(days=28)  # what is due within these days is in a digest
AGO = timedelta(days=365)  # and what was due within these

WorkingDaysFrom = Callable[[date, int], date]


class To(StrEnum):
    """Whom a reminder is for: who owes it, then the network's director, then the CCG."""

    OWNER = "reminder"
    DIRECTOR = "director"
    CCG = "ccg"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """One day on which a deadline is reminded of: its name, and which of those after it is late."""

    day: date
    name: str
    after: int = 0  # 0: not yet late; 1: the first reminder after it was due, and so on


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder: of which deadline, to whom, and for whom of those who owe it."""

    dated: Dated
    moment: Moment
    to: To
    whom: str  # an organisation's code or a team of the CCG; of the CCG's own: "ccg"
    owners: tuple[Owner, ...]

    @property
    def key(self) -> str:
        return f"{self.to}:{self.dated.key}:{self.whom}:{self.moment.name}"


def moments(due: date, remind: Reminder, working_days_from: WorkingDaysFrom) -> tuple[Moment, ...]:
    """The days on which a deadline is reminded of, in order."""
    kind = "working-day" if remind.working_days else "day"

    def named(number: int, sign: int, after: int) -> Moment:
        away = sign * number
        day = working_days_from(due, away) if remind.working_days else due + timedelta(days=away)
        unit = kind if number == 1 else f"{kind}s"
        return Moment(day, f"{number}-{unit}-{'after' if after else 'before'}", after)

    before = (named(days, -1, 0) for days in sorted(remind.days_before, reverse=True))
    after = (named(days, 1, place) for place, days in enumerate(sorted(remind.days_after), start=1))
    return (*before, *after)


def moment_on(dated: Dated, day: date, working_days_from: WorkingDaysFrom) -> Moment | None:
    """The reminder that stands on a day: the latest whose day has come.

    So of those that were missed one is sent, not all. A reminder beforehand lapses with the day it
    was about; the last one after it, a week later.
    """
    every = moments(dated.due, dated.deadline.remind, working_days_from)
    come = [moment for moment in every if moment.day <= day]
    if not come:
        return None
    latest_moment = come[-1]
    if not latest_moment.after:
        return latest_moment if day <= dated.due else None
    return (
        None if latest_moment == every[-1] and day > latest_moment.day + LATEST else latest_moment
    )


def planned(
    deadlines: Iterable[Dated],
    owing: Mapping[str, Sequence[Owner]],
    sent: Collection[str],
    day: date,
    working_days_from: WorkingDaysFrom,
) -> tuple[Planned, ...]:
    """The reminders to send on a day. `owing` is by the deadline's key, `sent` holds keys.

    From the first reminder after it was due the directors of the networks are told too, from the
    second the CCG: each once for all that owe it, not once for each.
    """
    reminders = []
    for dated in deadlines:
        owners = tuple(owing.get(dated.key, ()))
        moment = moment_on(dated, day, working_days_from) if owners else None
        if moment is not None:
            reminders += [
                reminder for reminder in _to_all(dated, moment, owners) if reminder.key not in sent
            ]
    return tuple(reminders)


def _to_all(dated: Dated, moment: Moment, owners: tuple[Owner, ...]) -> Iterator[Planned]:
    for owner in owners:
        yield Planned(dated, moment, To.OWNER, owner.code, (owner,))
    others = tuple(other for other in owners if not other.is_the_ccg)
    if moment.after >= 1:
        for network in sorted({other.network for other in others if other.network}):
            theirs = tuple(other for other in others if other.network == network)
            yield Planned(dated, moment, To.DIRECTOR, network, theirs)
    if moment.after > 1 and others:
        yield Planned(dated, moment, To.CCG, "ccg", others)


def in_digest(deadlines: Iterable[Dated], day: date) -> tuple[Dated, ...]:
    """The deadlines that a digest of a day tells of while they are owed.

    What is due next stands first, then what is overdue, the latest first. Of what the specification
    reminds nobody, no digest does either.
    """
    near = [
        deadline
        for deadline in deadlines
        if day - AGO <= deadline.last and deadline.due <= day + AHEAD and _is_reminded(deadline)
    ]
    return tuple(
        sorted(
            near, key=lambda deadline: (deadline.due < day, abs(deadline.due - day), deadline.key)
        )
    )


def _is_reminded(dated: Dated) -> bool:
    return bool(dated.deadline.remind.days_before or dated.deadline.remind.days_after)
