"""Exceptions that a person may see, what can be excepted, and what the record shows is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from carehomes.models import Alignment, CareHome
from carehomes.selectors.choices import homes_of_practice
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.visible import practices_seen_by, sees_all
from commissioning.clock import today
from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for
from commissioning.specifications.publishing.selectors import parsed
from practices.models import Membership, Practice
from practices.selectors.organisations import commissioned_codes, holding_on
from reporting.models import HomeException, NilReturn
from reporting.rules.weeks import (
    BY_HOME,
    monday_of,
)
from reporting.selectors.weeks import weekly

DEADLINE = "alignment-confirmed"


def titles_of_questions() -> dict[tuple[str, str], str]:
    """What every question about homes is called, by the specification and the question's code."""
    return {
        (code, question.key): question.ask
        for code, approved in approved_specifications().items()
        for specification in reversed(approved.latest_first)
        if specification.sitrep
        for question in specification.sitrep.questions
        if question.answer == BY_HOME
    }


def is_asked_on(day: date) -> bool:
    """Whether any specification asks about care homes in the week of a day."""
    try:
        return weekly(monday_of(day)).is_asked
    except ValidationError:
        return False


def exceptions_visible_to(user: User) -> QuerySet[HomeException]:
    """For the CCG all; for others those of the practices that they act for or direct."""
    rows = HomeException.objects.select_related("home", "organisation", "raised_by", "reviewed_by")
    if sees_all(user):
        return rows
    return rows.filter(organisation__in=practices_seen_by(user))


def visible_exception(user: User, key: int) -> HomeException | None:
    return exceptions_visible_to(user).filter(pk=key).first()


def exceptions_in(week: date, rows: QuerySet[HomeException]) -> QuerySet[HomeException]:
    """Those that existed in a week (`rules.weeks.existed_in`)."""
    ended = Q(mended_on__lte=week) | Q(closed_on__lte=week)
    return rows.filter(since__lte=week + timedelta(days=6)).exclude(ended)


def of_network(rows: QuerySet[HomeException], code: str, day: date) -> QuerySet[HomeException]:
    """Those of a network: raised by its practices, or about homes aligned to it on a day."""
    members = Membership.objects.filter(holding_on(day), group__code=code).values("member")
    aligned = Alignment.objects.filter(holding_on(day), pcn__code=code).values("home")
    return rows.filter(Q(organisation__in=members) | Q(home__in=aligned))


def practices_acted_for(user: User) -> QuerySet[Organisation]:
    """The practices in whose name a person speaks."""
    keys = [practice.pk for practice in acts_for(user, Role.PRACTICE)]
    return Practice.objects.filter(pk__in=keys).order_by("code")


def homes_to_except(practice: Organisation | None) -> QuerySet[CareHome]:
    """The homes about which a practice raises exceptions: its own; the CCG about any."""
    if practice is None:
        return homes_open_on(today()).order_by("name")
    return homes_of_practice(practice, today()).order_by("name")


def nil_return_of(practice: Organisation, week: date) -> NilReturn | None:
    return NilReturn.objects.filter(practice=practice, week=week).first()


def with_answers(practices: QuerySet[Organisation], week: date) -> QuerySet[Any]:
    """Practices, each with whether it said nothing to report, or raised something, in a week."""
    nil_returns = NilReturn.objects.filter(practice=OuterRef("pk"), week=week)
    raised = HomeException.objects.filter(
        organisation=OuterRef("pk"), raised_on__range=(week, week + timedelta(days=6))
    )
    return practices.annotate(said_nothing=Exists(nil_returns), raised_something=Exists(raised))


def practices_asked(user: User, day: date) -> QuerySet[Organisation]:
    """The practices that say each week how their homes are, of those a person sees."""
    sitrep_request = weekly(monday_of(day))
    ours = Practice.objects.filter(
        code__in=commissioned_codes(sitrep_request.specification.commissioner, day)
    )
    return ours.filter(pk__in=practices_seen_by(user).values("pk"))


def aligned_by(day: date) -> date | None:
    """The day by which every home is aligned, as the specifications in force say."""
    days = [
        deadline.due
        for approved_specification in approved_specifications().values()
        for deadline in parsed(approved_specification.governing(day)).deadlines
        if deadline.code == DEADLINE
    ]
    return min(days, default=None)
