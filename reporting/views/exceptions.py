"""Exceptions of care homes: the list, raising, one of them, and the weekly nothing to report."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carehomes.selectors.visible import networks_seen_by
from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_button, answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from reporting.actions import exceptions as actions
from reporting.forms.exceptions import HomeExceptionForm
from reporting.models import HomeException
from reporting.pages.exceptions import (
    ExceptionWords,
    answer_rows,
    exception_href,
    exception_rows,
    own_weeks,
)
from reporting.policy.exceptions import closes_exceptions, raises_exceptions, reads_exceptions
from reporting.rules.weeks import monday_of
from reporting.selectors.exceptions import (
    aligned_by,
    exceptions_in,
    exceptions_visible_to,
    homes_to_except,
    of_network,
    practices_acted_for,
    practices_asked,
    titles_of_questions,
    with_answers,
)
from reporting.selectors.weeks import weekly

TRAIL = [("Exceptions", address_later("reporting:exceptions"))]
both = require_http_methods(["GET", "HEAD", "POST"])
STANDS = (
    ("review", "To be reviewed"),
    ("confirmed", "Confirmed, not mended"),
    ("mended", "Mended"),
    ("closed", "Closed"),
)


class ExceptionFilters(ListFilters):
    search_fields: ClassVar[tuple[str, ...]] = ("home__name", "home__location_id", "missing")
    search_label: ClassVar[str] = "Home"
    stands = django_filters.ChoiceFilter(label="State", choices=STANDS, method="that_stand")
    question = django_filters.ChoiceFilter(label="Element", choices=[])
    network = django_filters.ChoiceFilter(label="Network", choices=[], method="of_network")
    week = django_filters.DateFilter(
        label="Existed in the week of",
        method="that_existed",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {key: title for (_, key), title in titles_of_questions().items()}
        self.offer("question", sorted(titles.items(), key=lambda option: option[1]))
        networks = networks_seen_by(self.request.user)
        self.offer("network", [(network.code, in_words(network.name)) for network in networks])

    def of_network(self, rows: QuerySet[HomeException], _: str, code: str) -> Any:
        return of_network(rows, code, today())

    def that_existed(self, rows: QuerySet[HomeException], _: str, day: date) -> Any:
        return exceptions_in(monday_of(day), rows)

    def that_stand(self, rows: QuerySet[HomeException], _: str, stands: str) -> Any:
        conditions: dict[str, dict[str, Any]] = {
            "review": {"state__in": ["raised", "returned"], "mended_on": None},
            "confirmed": {"state": "confirmed", "mended_on": None},
            "mended": {"mended_on__isnull": False},
            "closed": {"state": "closed"},
        }
        return rows.filter(**conditions[stands])


LIST = Listing(
    name="exceptions",
    title="Exceptions, the latest first",
    columns=(
        Column("Home", sort="home__name"),
        Column("What is not in place", sort="question"),
        Column("Raised by"),
        Column("Since", sort="since", descending=True),
        Column("State", sort="state"),
    ),
    order="since",
    filters=ExceptionFilters,
    none="There is no exception that you may see.",
)

ANSWERS = Listing(
    name="answers-of-the-week",
    title="Who has said something this week",
    columns=(Column("Practice", sort="name"), Column("This week")),
    order="name",
    filters=type("AnswerFilters", (ListFilters,), {"search_fields": ("name", "code")}),
)


def known_today() -> ExceptionWords:
    return ExceptionWords(titles_of_questions(), aligned_by(today()), today())


@require_safe
@allowed_to(reads_exceptions)
def exceptions(request: SignedInRequest) -> HttpResponse:
    reference_data = known_today()
    listing = LIST.answer(
        request,
        exceptions_visible_to(request.user),
        rows=lambda page: exception_rows(page, reference_data),
    )
    week = monday_of(today())
    context = {
        "list": listing,
        "week": written(week),
        "own": own_weeks(with_answers(practices_acted_for(request.user), week)),
        "raises": bool(raises_exceptions(request.user)),
        "sees_answers": bool(closes_exceptions(request.user)),
    }
    return listing.download or render(request, "exceptions/exceptions.html", context)


@require_safe
@allowed_to(closes_exceptions)
def answers(request: SignedInRequest) -> HttpResponse:
    """Who has said this week how their homes are."""
    practices = with_answers(practices_asked(request.user, today()), monday_of(today()))
    listing = ANSWERS.answer(request, practices, rows=answer_rows)
    context = {"list": listing, "week": written(monday_of(today())), "breadcrumbs": TRAIL}
    return listing.download or render(request, "exceptions/answers.html", context)


@require_POST
@allowed_to(reads_exceptions)
def nothing_to_report(request: SignedInRequest) -> HttpResponse:
    code = request.POST.get("practice", "")
    practice = or_404(practices_acted_for(request.user).filter(code=code).first())
    return answer_button(
        request,
        lambda: actions.report_nothing(practice=practice, by=request.user),
        message="Thank you: you have nothing to report this week",
        redirect_to=address("reporting:exceptions"),
    )


@both
@allowed_to(raises_exceptions)
def exception_new(request: SignedInRequest) -> HttpResponse:
    own = practices_acted_for(request.user)
    sitrep_request = weekly(monday_of(today()))
    homes = homes_to_except(None)
    for place, own_practice in enumerate(own):
        homes = (
            homes_to_except(own_practice) if place == 0 else homes | homes_to_except(own_practice)
        )
    form = HomeExceptionForm(
        *typed(request), practices=own, homes=homes.distinct(), questions=sitrep_request.questions
    )
    return answer_form(
        request,
        form,
        lambda: actions.raise_exception(
            home=form.cleaned_data["home"],
            practice=form.cleaned_data.get("practice") or own.first(),
            details=what_is_missing(form),
            by=request.user,
        ),
        message="The exception is raised",
        redirect_to=exception_href,
        context={
            "title": "Raise an exception",
            "button": "Raise it",
            "cancel_href": address("reporting:exceptions"),
            "breadcrumbs": TRAIL,
            "lede": "What the specification asks for and is not in place in a home. Where"
            " everything is in place there is nothing to raise.",
        },
    )


def what_is_missing(form: HomeExceptionForm) -> actions.ExceptionDetails:
    data = form.cleaned_data
    question, part = form.chosen
    return actions.ExceptionDetails(
        question=question,
        part=part,
        missing=data["missing"],
        since=data["since"],
        doing=data["doing"],
        mended_by=data["mended_by"],
    )
