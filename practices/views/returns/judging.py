"""What becomes of a return: its page, asked back, opened again, judged, chased."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.policy.decision import require
from commissioning.web.addresses import address
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.judging_returns import ask_back, judge_return, keep_return, reopen_return
from practices.forms.judging import KEEP, JudgementForm, ReasonForm, ReopenForm
from practices.pages.returns import ReturnPage
from practices.policy.returns import (
    can_ask_back,
    can_judge_form,
    can_reopen,
    judges_returns,
    reads_returns,
    sends_returns,
)
from practices.rules.return_requests import Form
from practices.selectors.return_pages import chases_of, rows_in
from practices.views.returns.opening import RETURNS, about, opened_or_404

PAGE = "returns/reason.html"


@require_safe
@allowed_to(reads_returns)
def return_page(request: SignedInRequest, form: Form) -> HttpResponse:
    return_ = opened_or_404(request.user, form)
    page = ReturnPage.of(return_, request.user, rows_in(return_), chases_of(return_))
    return render(request, "returns/return.html", {"page": page, "breadcrumbs": [RETURNS]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_ask_back(request: SignedInRequest, form: Form) -> HttpResponse:
    return_ = opened_or_404(request.user, form)
    require(can_ask_back(request.user, return_.organisation, return_.found))
    reason_form = ReasonForm(*typed(request))
    if request.method == "POST" and reason_form.is_valid():
        reason = reason_form.cleaned_data["reason"]
        if reason_form.carry_out(lambda: ask_back(form=form, reason=reason, by=request.user)):
            messages.success(request, "You asked for it back. It counts until the CCG opens it")
            return redirect(address("practices:return", form=form))
    lede = "The CCG’s primary care team reads your reason and opens it again, or says why not."
    more = {
        "form": reason_form,
        "heading": "Ask for it back",
        "lede": lede,
        "button": "Ask for it back",
    }
    return render(request, PAGE, about(return_, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def return_reopen(request: SignedInRequest, form: Form) -> HttpResponse:
    return_ = opened_or_404(request.user, form)
    received = return_.fact is not None
    require(can_reopen(request.user, return_.organisation, return_.found, received=received))
    back = return_.found is not None and return_.found.status == return_.found.Status.ASKED_BACK
    reopen_form = ReopenForm(*typed(request), asked_back=back)
    if request.method == "POST" and reopen_form.is_valid():
        values = dict(reopen_form.cleaned_data)
        is_kept = values.pop("answer", "") == KEEP
        more = {"form": form, "reason": values["reason"], "by": request.user}
        if reopen_form.carry_out(
            lambda: (
                keep_return(**more)
                if is_kept
                else reopen_return(**more, again_by=values["again_by"])
            )
        ):
            done = "It stays as it was sent" if is_kept else "It is open again, and does not count"
            messages.success(request, done)
            return redirect(address("practices:return", form=form))
    request_for = next(
        (step for step in reversed(return_.steps) if step.kind == "asked back"), None
    )
    lede = (
        "Until it is sent again it counts as not received: a condition that rests on it is not met,"
        " and instalments that wait for it wait. What was sent stays readable."
    )
    more = {
        "form": reopen_form,
        "heading": "Answer the request to have it back" if back else "Open it again",
        "lede": lede,
        "quoted": request_for if back else None,
        "button": "Save" if back else "Open it again",
    }
    return render(request, PAGE, about(return_, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def return_judge(request: SignedInRequest, form: Form) -> HttpResponse:
    return_ = opened_or_404(request.user, form)
    sender = return_.last_sending.by_id if return_.last_sending else None
    received = return_.fact is not None
    about_it = (request.user, return_.organisation, return_.found)
    require(can_judge_form(*about_it, received=received, sent_by=sender))
    judgement_form = JudgementForm(*typed(request))
    if request.method == "POST" and judgement_form.is_valid():
        values = judgement_form.cleaned_data
        if judgement_form.carry_out(lambda: judge_return(form=form, by=request.user, **values)):
            messages.success(request, "What you found is on record")
            return redirect(address("practices:return", form=form))
    more = {
        "form": judgement_form,
        "heading": "Say what you found",
        "lede": "A finding of “not met” or “incomplete” bears on payment.",
        "button": "Save",
    }
    return render(request, PAGE, about(return_, **more))
