"""One exception: its page, and what those concerned say of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.policy.decision import require
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.forms import NhsForm
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from reporting.actions import exceptions as actions
from reporting.forms.exceptions import (
    ConsequenceForm,
    ExceptionWordsForm,
    HomeExceptionForm,
    ReviewForm,
)
from reporting.models import HomeException
from reporting.pages.exceptions import Chain, ExceptionPage, exception_href
from reporting.policy.exceptions import (
    can_answer_returned_exception,
    can_close,
    can_correct,
    can_name_consequence,
    can_review,
    closes_exceptions,
    names_consequences,
    raises_exceptions,
    reads_exceptions,
    reviews_exceptions,
)
from reporting.rules.weeks import monday_of
from reporting.selectors.consequences import consequences_of, decisions_to_name
from reporting.selectors.exceptions import visible_exception
from reporting.selectors.sitreps import sitreps_that_tell_of
from reporting.selectors.weeks import weekly
from reporting.views.exceptions import TRAIL, known_today, what_is_missing

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@allowed_to(reads_exceptions)
def exception(request: SignedInRequest, key: int) -> HttpResponse:
    exception = or_404(visible_exception(request.user, key))
    chain = Chain(
        list(exception.steps.select_related("by")),
        list(sitreps_that_tell_of(exception, request.user)),
        list(consequences_of(exception, request.user)),
    )
    page = ExceptionPage.of(exception, chain, known_today(), request.user)
    return render(request, "exceptions/exception.html", {"page": page, "breadcrumbs": TRAIL})


@both
@allowed_to(reviews_exceptions)
def exception_review(request: SignedInRequest, key: int) -> HttpResponse:
    exception = or_404(visible_exception(request.user, key))
    require(can_review(request.user, exception))
    form = ReviewForm(*typed(request))
    return _said(
        request,
        exception,
        form,
        lambda: actions.review_exception(
            exception=exception, by=request.user, **dict(form.cleaned_data)
        ),
        title="Review the exception",
        button="Save the review",
        done="The review is kept",
    )


@both
@allowed_to(raises_exceptions)
def exception_answer(request: SignedInRequest, key: int) -> HttpResponse:
    exception = or_404(visible_exception(request.user, key))
    require(can_answer_returned_exception(request.user, exception))
    form = ExceptionWordsForm(*typed(request))
    return _said(
        request,
        exception,
        form,
        lambda: actions.answer_question(
            exception=exception, words=form.cleaned_data["words"], by=request.user
        ),
        title="Answer the director’s question",
        button="Send the answer",
        done="The answer is sent",
    )


@both
@allowed_to(closes_exceptions)
def exception_close(request: SignedInRequest, key: int) -> HttpResponse:
    exception = or_404(visible_exception(request.user, key))
    require(can_close(request.user, exception))
    form = ExceptionWordsForm(*typed(request))
    return _said(
        request,
        exception,
        form,
        lambda: actions.close_exception(
            exception=exception, words=form.cleaned_data["words"], by=request.user
        ),
        title="Close the exception",
        button="Close it",
        done="The exception is closed",
    )


@both
@allowed_to(raises_exceptions)
def exception_correct(request: SignedInRequest, key: int) -> HttpResponse:
    exception = or_404(visible_exception(request.user, key))
    require(can_correct(request.user, exception))
    sitrep_request = weekly(monday_of(exception.raised_on))
    form = HomeExceptionForm.correcting(
        *typed(request), exception=exception, questions=sitrep_request.questions
    )
    return _said(
        request,
        exception,
        form,
        lambda: actions.correct_exception(
            exception=exception, details=what_is_missing(form), by=request.user
        ),
        title="Correct the exception",
        button="Save the correction",
        done="The exception is corrected",
    )


@both
@allowed_to(names_consequences)
def exception_consequence(request: SignedInRequest, key: int) -> HttpResponse:
    exception = or_404(visible_exception(request.user, key))
    require(can_name_consequence(request.user, exception))
    form = ConsequenceForm(*typed(request), decisions=decisions_to_name(exception, request.user))
    return _said(
        request,
        exception,
        form,
        lambda: actions.name_consequence(
            exception=exception, decision=form.cleaned_data["decision"], by=request.user
        ),
        title="Link a decision about payment",
        button="Link it",
        done="The decision is linked",
    )


def _said(
    request: SignedInRequest,
    exception: HomeException,
    form: NhsForm,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
) -> HttpResponse:
    """One form about one exception."""
    here = exception_href(exception)
    return answer_form(
        request,
        form,
        act,
        message=done,
        redirect_to=here,
        context={
            "title": title,
            "caption": exception.home.name,
            "button": button,
            "cancel_href": here,
            "breadcrumbs": [*TRAIL, (exception.home.name, here)],
            "lede": exception.missing,
        },
    )
