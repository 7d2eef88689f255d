"""What becomes of a return: its page, asked back, opened again, judged, chased."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.policy.decision import require
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.judging_returns import ask_back, judge_return, keep_return, reopen_return
from practices.forms.judging import JudgementForm, JudgingReasonForm, ReopenForm
from practices.pages.returns import ReturnPage
from practices.policy.returns import (
    can_ask_back,
    can_judge_form,
    can_reopen,
    judges_returns,
    reads_returns,
    sends_returns,
)
from practices.rules.return_requests import ReturnKey
from practices.selectors.return_pages import chases_of, opened, rows_in
from practices.views.returns.opening import RETURNS, about

PAGE = "returns/reason.html"


@require_safe
@allowed_to(reads_returns)
def return_page(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    return_ = or_404(opened(request.user, form))
    page = ReturnPage.of(return_, request.user, rows_in(return_), chases_of(return_))
    return render(request, "returns/return.html", {"page": page, "breadcrumbs": [RETURNS]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_ask_back(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    return_ = or_404(opened(request.user, form))
    require(can_ask_back(request.user, return_.organisation, return_.found))
    reason_form = JudgingReasonForm(*typed(request))
    lede = "The CCG’s primary care team reads your reason and opens it again, or says why not."
    more = {
        "heading": "Ask for it back",
        "lede": lede,
        "button": "Ask for it back",
    }
    return answer_form(
        request,
        reason_form,
        lambda: ask_back(form=form, reason=reason_form.cleaned_data["reason"], by=request.user),
        message="You asked for it back. It counts until the CCG opens it",
        redirect_to=address("practices:return", form=form),
        template=PAGE,
        context=about(return_, **more),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def return_reopen(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    return_ = or_404(opened(request.user, form))
    received = return_.fact is not None
    require(can_reopen(request.user, return_.organisation, return_.found, received=received))
    back = return_.found is not None and return_.found.status == return_.found.Status.ASKED_BACK
    reopen_form = ReopenForm(*typed(request), asked_back=back)
    request_for = next(
        (step for step in reversed(return_.steps) if step.kind == "asked back"), None
    )
    lede = (
        "Until it is sent again it counts as not received: a condition that rests on it is not met,"
        " and instalments that wait for it wait. What was sent stays readable."
    )
    more = {
        "heading": "Answer the request to have it back" if back else "Open it again",
        "lede": lede,
        "quoted": request_for if back else None,
        "button": "Save" if back else "Open it again",
    }
    return answer_form(
        request,
        reopen_form,
        lambda: _settle(request, form, reopen_form),
        message=lambda _: (
            "It stays as it was sent"
            if reopen_form.keeps
            else "It is open again, and does not count"
        ),
        redirect_to=address("practices:return", form=form),
        template=PAGE,
        context=about(return_, **more),
    )


def _settle(request: SignedInRequest, form: ReturnKey, answer: ReopenForm) -> object:
    """Leave the return as it was sent, or open it again."""
    reason = answer.cleaned_data["reason"]
    if answer.keeps:
        return keep_return(form=form, reason=reason, by=request.user)
    again_by = answer.cleaned_data["again_by"]
    return reopen_return(form=form, reason=reason, again_by=again_by, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def return_judge(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    return_ = or_404(opened(request.user, form))
    sender = return_.last_sending.by_id if return_.last_sending else None
    received = return_.fact is not None
    about_it = (request.user, return_.organisation, return_.found)
    require(can_judge_form(*about_it, received=received, sent_by=sender))
    judgement_form = JudgementForm(*typed(request))
    more = {
        "heading": "Say what you found",
        "lede": "A finding of “not met” or “incomplete” bears on payment.",
        "button": "Save",
    }
    return answer_form(
        request,
        judgement_form,
        lambda: judge_return(form=form, by=request.user, **judgement_form.cleaned_data),
        message="What you found is on record",
        redirect_to=address("practices:return", form=form),
        template=PAGE,
        context=about(return_, **more),
    )
