"""What people have to do each week about exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from carehomes.models import ResidentCount
from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for, holds
from commissioning.web.addresses import address
from commissioning.web.to_do import Source, ToDo
from practices.models import Membership, Practice
from practices.selectors.organisations import holding_on
from reporting.models import HomeException, Sitrep
from reporting.rules.weeks import monday_of, sunday_of
from reporting.selectors.exceptions import with_answers
from reporting.selectors.weeks import Weekly, weekly

State = HomeException.State
MOST_DRAFTS = 20
TO_REVIEW = Q(state=State.RAISED, mended_on=None)


def exceptions_to_do(user: User, on: date) -> Iterable[ToDo]:
    """What a practice says each week, a director reviews, and the CCG looks at."""
    if not holds(user, Role.PRACTICE, Role.PCN_DIRECTOR, Role.PRIMARY_CARE):
        return
    try:
        sitrep_request = weekly(monday_of(on))
    except ValidationError:
        return
    yield from _of_practices(acts_for(user, Role.PRACTICE), sitrep_request, on)
    yield from _of_directors(acts_for(user, Role.PCN_DIRECTOR), sitrep_request, on)
    if holds(user, Role.PRIMARY_CARE):
        yield from _of_the_ccg()


def _of_practices(
    practices: list[Organisation], sitrep_request: Weekly, on: date
) -> Iterator[ToDo]:
    if not practices:
        return
    keys = [practice.pk for practice in practices]
    if sitrep_request.is_asked:
        have_homes = ResidentCount.objects.filter(practice__in=keys).values("practice")
        rows = with_answers(Practice.objects.filter(pk__in=have_homes), monday_of(on))
        for silent_practice in rows.filter(said_nothing=False, raised_something=False).order_by(
            "code"
        ):
            yield ToDo(
                title="Say whether anything is not in place in your care homes",
                href=address("reporting:exceptions"),
                due=sitrep_request.cut_off.date(),
                organisation=silent_practice.code,
                note="One click where there is nothing to report",
            )
    returned = HomeException.objects.filter(organisation__in=keys, state=State.RETURNED)
    codes = {practice.pk: practice.code for practice in practices}
    for row in returned.select_related("home").order_by("pk"):
        yield ToDo(
            title=f"Answer the director’s question about {row.home.name}",
            href=address("reporting:exception", key=row.pk),
            organisation=codes[row.organisation_id or 0],
        )


def _of_directors(networks: list[Organisation], sitrep_request: Weekly, on: date) -> Iterator[ToDo]:
    if not networks:
        return
    members = Membership.objects.filter(holding_on(on), group__in=networks)
    rows = HomeException.objects.filter(TO_REVIEW, organisation__in=members.values("member"))
    if number := rows.count():
        yield ToDo(
            title=f"Review {counted(number, 'exception')}",
            href=address("reporting:exceptions", query={"stands": "review"}),
            due=sitrep_request.cut_off.date() if sitrep_request.is_asked else None,
            organisation=networks[0].code,
        )


def _of_the_ccg() -> Iterator[ToDo]:
    confirmed = Q(state=State.CONFIRMED, mended_on=None)
    counts = HomeException.objects.aggregate(
        confirmed=Count("pk", filter=confirmed), waiting=Count("pk", filter=TO_REVIEW)
    )
    if number := counts["confirmed"]:
        yield ToDo(
            title=f"Look at {counted(number, 'exception')} of care homes",
            href=address("reporting:exceptions", query={"stands": "confirmed"}),
            note="Confirmed, and not mended",
        )
    if number := counts["waiting"]:
        yield ToDo(
            title=f"Directors have to review {counted(number, 'exception')}",
            href=address("reporting:exceptions", query={"stands": "review"}),
            waiting=True,
        )


def sitreps_to_do(user: User, on: date) -> Iterable[ToDo]:  # noqa: ARG001  (a draft waits on any day)
    """Drafts that the CCG reads and signs."""
    if not holds(user, Role.PRIMARY_CARE):
        return
    for draft in Sitrep.objects.filter(state=Sitrep.State.DRAFT).order_by("week")[:MOST_DRAFTS]:
        verb = "Sign the amended" if draft.revision else "Read and sign the"
        yield ToDo(
            title=f"{verb} sitrep of the week of {written(draft.week)}",
            href=address("reporting:sitrep", week=draft.week, revision=draft.revision),
            due=sunday_of(draft.week),
            note="" if draft.past_cut_off else "Directors still review this week’s exceptions",
            waiting=not draft.past_cut_off,
        )


SOURCES: tuple[Source, ...] = (exceptions_to_do, sitreps_to_do)
