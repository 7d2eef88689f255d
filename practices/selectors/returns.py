"""Which returns are asked of whom, and what has come."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from commissioning.clock import today
from commissioning.imports.lookup import Approved, approved_specifications
from commissioning.models import Organisation, Role, SpecificationVersion, User
from commissioning.policy.roles import acts_for
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import (
    ReturnCondition,
    SignUpRule,
    Silence,
    Specification,
)
from commissioning.web.request_cache import once_a_page
from practices.models import Membership, Return, ReturnForm, ReturnStep, SignUp
from practices.policy.returns import reads_every_return
from practices.rules.questions import also_for
from practices.rules.return_requests import AskedFor, ReturnKey
from practices.selectors.organisations import holding_on

Kind = Organisation.Kind


@once_a_page
def returns_asked(on: date) -> list[AskedFor]:
    """Every return on every occasion that the specifications in force ask for, by the day due."""
    due_returns = [
        AskedFor(
            specification.code,
            specification.title,
            return_,
            occasion,
            for_year_end=return_.code in _conditions(specification),
        )
        for approved in approved_specifications().values()
        for specification in [parsed(_in_force(approved, on))]
        for return_ in specification.returns
        for occasion in return_.occasions
    ]
    return sorted(due_returns, key=lambda due_return: (due_return.due, due_return.key))


def _conditions(specification: Specification) -> set[str]:
    """The returns that are conditions of a year-end payment."""
    return {
        condition.return_code
        for condition in specification.conditions
        if isinstance(condition, ReturnCondition)
    }


def _in_force(approved: Approved, on: date) -> SpecificationVersion:
    return approved.governing(on)


def return_called(key: str, on: date) -> AskedFor | None:
    """The return that is asked for under a key."""
    return next((due_return for due_return in returns_asked(on) if due_return.key == key), None)


def asked_for(form: ReturnKey, on: date) -> AskedFor | None:
    """The return that a form is for, if it is asked for."""
    key = (form.specification, form.code, form.period)
    return next(
        (
            due_return
            for due_return in returns_asked(on)
            if (due_return.specification, due_return.asked.code, due_return.occasion.quarter) == key
        ),
        None,
    )


def version_in_force(specification: str, on: date) -> SpecificationVersion:
    """The approved version whose questions are asked on a day."""
    return _in_force(approved_specifications()[specification], on)


def visible_organisations(user: User, on: date) -> QuerySet[Organisation]:
    """The practices and networks whose returns a person may read.

    The CCG's people: all. A practice: its own. A director: the network's and its practices'.
    """
    both = Organisation.objects.filter(kind__in=(Kind.PRACTICE, Kind.PCN))
    if reads_every_return(user):
        return both
    networks = acts_for(user, Role.PCN_DIRECTOR)
    own = {organisation.pk for organisation in [*networks, *acts_for(user, Role.PRACTICE)]}
    members = Membership.objects.filter(holding_on(on), group__in=networks, group_kind=Kind.PCN)
    return both.filter(Q(pk__in=own) | Q(pk__in=members.values("member")))


def visible_organisation(user: User, code: str) -> Organisation | None:
    return visible_organisations(user, today()).filter(code=code).first()


def owing(due_return: AskedFor) -> QuerySet[Organisation]:
    """Who owes a return: networks, or practices that take part, commissioned on the day it is due.

    Of a form for the group every practice owes its row. Whoever sent it without owing it is there.
    """
    kind = Kind.PRACTICE if due_return.asked.row_per_practice else Kind(due_return.asked.owed_by)
    return _owing(due_return, kind)


def groups_owing(due_return: AskedFor) -> QuerySet[Organisation]:
    """The networks that owe a group's form as a whole."""
    return _owing(due_return, Kind.PCN)


def _owing(due_return: AskedFor, kind: Kind) -> QuerySet[Organisation]:
    version = version_in_force(due_return.specification, today())
    ours = Membership.objects.filter(
        holding_on(due_return.due), group__code=version.commissioner, group_kind=Kind.COMMISSIONER
    )
    still = Q(closed_on__isnull=True) | Q(closed_on__gte=due_return.due)
    owes = Q(pk__in=ours.values("member")) & still
    if kind == Kind.PRACTICE:
        owes &= _takes_part(version)
    came = Return.objects.filter(
        specification=due_return.specification,
        code=due_return.asked.code,
        period=due_return.occasion.quarter,
    )
    return Organisation.objects.filter(kind=kind).filter(
        owes | Q(pk__in=came.values("organisation"))
    )


def _takes_part(version: SpecificationVersion) -> Q:
    """Whoever signed an element; where silence means taking part, whoever declined none."""
    answers = SignUp.objects.filter(specification=version.code)
    signed = answers.filter(response=SignUp.Response.SIGNED).values("practice")
    rule = parsed(version).sign_up
    if not rule.asked:
        return Q()
    if rule.silence is Silence.IN:
        return ~Q(pk__in=answers.filter(response=SignUp.Response.DECLINED).values("practice"))
    return Q(pk__in=signed)


def taking_part(specification: str, day: date) -> QuerySet[Organisation]:
    """The practices that take part in a specification, of those commissioned on a day."""
    version = version_in_force(specification, day)
    ours = Membership.objects.filter(
        holding_on(day), group__code=version.commissioner, group_kind=Kind.COMMISSIONER
    )
    practices = Organisation.objects.filter(kind=Kind.PRACTICE, pk__in=ours.values("member"))
    return practices.filter(_takes_part(version))


def form_on_record(form: ReturnKey) -> ReturnForm | None:
    """The document of a form, if one was begun."""
    return (
        ReturnForm.objects.filter(
            organisation__code=form.organisation,
            specification=form.specification,
            code=form.code,
            period=form.period,
        )
        .select_related("organisation", "version", "saved_by")
        .first()
    )


def fact_on_record(form: ReturnKey) -> Return | None:
    """The fact that a return was received, which payments rest on."""
    return Return.objects.filter(
        organisation__code=form.organisation,
        specification=form.specification,
        code=form.code,
        period=form.period,
    ).first()


def steps_of(form: ReturnForm) -> list[ReturnStep]:
    """What happened to a form, in order."""
    return list(form.steps.select_related("by", "version").order_by("pk"))


def last_sending(form: ReturnForm) -> ReturnStep | None:
    """The sending that stands."""
    sent = form.steps.filter(kind=ReturnStep.Kind.SENT)
    return sent.select_related("by", "version").order_by("-number").first()


def form_of(return_form: ReturnForm) -> ReturnKey:
    """The address of a form on record; its organisation is at hand."""
    return ReturnKey(
        return_form.specification,
        return_form.code,
        return_form.organisation.code,
        return_form.period,
    )


def sign_up_rules(on: date) -> dict[str, SignUpRule]:
    """How practices take part, by specification."""
    return {
        code: parsed(_in_force(approved, on)).sign_up
        for code, approved in approved_specifications().items()
    }


def joint_facts(form: ReturnKey, return_form: ReturnForm, fact: Return | None) -> list[Return]:
    """What was received for the partners of a joint report, from whom nothing else came."""
    codes = also_for(return_form.answers)
    if fact is None or not codes:
        return []
    about = {"specification": form.specification, "code": form.code, "period": form.period}
    own = ReturnForm.objects.filter(**about).values("organisation")
    same_day = Return.objects.filter(
        **about, organisation__code__in=codes, submitted_on=fact.submitted_on
    )
    return list(same_day.exclude(organisation__in=own).select_related("organisation"))
