"""What people of the demo said each week of their homes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from carehomes.models import CareHome
from commissioning.clock import today
from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.models.spans import holding_on
from reporting.actions.exceptions import (
    ExceptionDetails,
    answer_question,
    close_exception,
    raise_exception,
    report_nothing,
    review_exception,
)
from reporting.actions.gaps import raise_from_records
from reporting.actions.messages import write_messages
from reporting.actions.sitreps import amend_sitrep, draft_sitrep, sign_sitrep, write_on_sitrep
from reporting.models import HomeException, Message, NilReturn, Sitrep
from reporting.rules.sitreps import exceptions_among
from reporting.rules.weeks import monday_of
from reporting.selectors.exceptions import practices_asked, with_answers
from reporting.sending import send_waiting


def nothing(*, by: User, practice: str) -> NilReturn:
    return report_nothing(practice=Organisation.objects.get(code=practice), by=by)


def tell(
    *, by: User, home: str, question: str, missing: str, since: date, **more: Any
) -> HomeException:
    """Raise an exception, for a practice where one is named, else as the CCG."""
    practice = more.pop("practice", "")
    return raise_exception(
        home=CareHome.objects.get(location_id=home),
        practice=Organisation.objects.get(code=practice) if practice else None,
        details=ExceptionDetails(question=question, missing=missing, since=since, **more),
        by=by,
    )


def review(
    *, by: User, home: str, question: str, outcome: str, words: str = "", mended_on: Any = None
) -> HomeException:
    return review_exception(
        exception=_latest(home, question), outcome=outcome, words=words, mended_on=mended_on, by=by
    )


def answer(*, by: User, home: str, question: str, words: str) -> HomeException:
    return answer_question(exception=_latest(home, question), words=words, by=by)


def close(*, by: User, home: str, question: str, words: str) -> HomeException:
    return close_exception(exception=_latest(home, question), words=words, by=by)


def from_the_record(*, by: User) -> int:
    return raise_from_records(by=by)


def nothing_from(*, by: User, except_from: Sequence[str] = ()) -> int:
    """The practices that have said nothing this week have nothing to report, but for some.

    The clicks of many people in one step; each is the practice's own, by whoever acts for it.
    """
    asked = with_answers(practices_asked(by, today()), monday_of(today()))
    silent = list(
        asked.filter(said_nothing=False, raised_something=False).exclude(code__in=except_from)
    )
    people = _first_people(silent)
    clicked = 0
    for practice in silent:
        if practice.pk in people:
            report_nothing(practice=practice, by=people[practice.pk])
            clicked += 1
    return clicked


def _first_people(practices: Iterable[Organisation]) -> dict[int, User]:
    """Who was let in first for each practice, by its key. One person is one object here.

    So what each may do is asked once, not once for each of the practices they act for.
    """
    held = RoleMembership.objects.filter(
        holding_on(today()), role=Role.PRACTICE, organisation__in=practices
    )
    people: dict[int, User] = {}
    first: dict[int, User] = {}
    for membership in held.select_related("person").order_by("pk"):
        person = people.setdefault(membership.person_id, membership.person)
        if membership.organisation_id is not None:
            first.setdefault(membership.organisation_id, person)
    return first


def draft(*, by: User, week: date) -> Sitrep:
    return draft_sitrep(week=week, by=by)


def write(*, by: User, week: date, comments: str = "", **answers: str) -> Sitrep:
    words = {key.replace("_", "-"): said for key, said in answers.items()}
    return write_on_sitrep(sitrep=_newest(week), answers=words, comments=comments, by=by)


def sign(*, by: User, week: date) -> Sitrep:
    """Sign what there is to confirm: full coverage, or the exceptions."""
    sitrep = _newest(week)
    finding = "exceptions" if exceptions_among(sitrep.totals["questions"]) else "full"
    return sign_sitrep(sitrep=sitrep, finding=finding, by=by)


def amend(*, by: User, week: date, reason: str) -> Sitrep:
    return amend_sitrep(sitrep=_newest(week), reason=reason, by=by)


def tell_of_deadlines(*, by: User) -> int:
    """The day's reminders and digests, shown in the demo instead of being sent."""
    written = write_messages(by=by)
    send_waiting(uuid4(), tell=lambda *_: None, refused=_nobody_refuses)
    return written.reminders + written.digests


def _nobody_refuses(message: Message, words: str, *, is_address: bool) -> None:
    raise AssertionError(f"{message} was sent, in a demo: {words}, {is_address}")


def _newest(week: date) -> Sitrep:
    return Sitrep.objects.filter(week=week).latest("revision")


def _latest(home: str, question: str) -> HomeException:
    return HomeException.objects.filter(home__location_id=home, question=question).latest("pk")


DEEDS: dict[str, Callable[..., Any]] = {
    "report nothing": nothing,
    "raise an exception": tell,
    "review an exception": review,
    "answer about an exception": answer,
    "close an exception": close,
    "raise from the record": from_the_record,
    "have nothing to report": nothing_from,
    "draft a sitrep": draft,
    "write on a sitrep": write,
    "sign a sitrep": sign,
    "amend a sitrep": amend,
    "tell of deadlines": tell_of_deadlines,
}
