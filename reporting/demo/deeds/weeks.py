"""What people of the demo said each week of their homes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from carehomes.models import CareHome
from commissioning.models import Organisation, User
from reporting.actions.exceptions import (
    Said,
    answer_question,
    close_exception,
    raise_exception,
    raise_from_records,
    report_nothing,
    review_exception,
)
from reporting.models import HomeException, NilReturn


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
        said=Said(question=question, missing=missing, since=since, **more),
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


def _latest(home: str, question: str) -> HomeException:
    return HomeException.objects.filter(home__location_id=home, question=question).latest("pk")


DEEDS: dict[str, Callable[..., Any]] = {
    "report nothing": nothing,
    "raise an exception": tell,
    "review an exception": review,
    "answer about an exception": answer,
    "close an exception": close,
    "raise from the record": from_the_record,
}
