"""What becomes of a return: its page, asked back, opened again, judged, chased."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.policy import SignedInRequest, allowed_to, require
from commissioning.typed import typed
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
from practices.rules.asked import Form
from practices.selectors.return_pages import chases_of, rows_in
from practices.views.returns.opening import RETURNS, about, opened_or_404

PAGE = "returns/reason.html"


@require_safe
@allowed_to(reads_returns)
def return_page(request: SignedInRequest, form: Form) -> HttpResponse:
    shown = opened_or_404(request.user, form)
    page = ReturnPage.of(shown, request.user, rows_in(shown), chases_of(shown))
    return render(request, "returns/return.html", {"page": page, "breadcrumbs": [RETURNS]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_ask_back(request: SignedInRequest, form: Form) -> HttpResponse:
    shown = opened_or_404(request.user, form)
    require(can_ask_back(request.user, shown.organisation, shown.found))
    asked = ReasonForm(*typed(request))
    if request.method == "POST" and asked.is_valid():
        reason = asked.cleaned_data["reason"]
        if asked.carry_out(lambda: ask_back(form=form, reason=reason, by=request.user)):
            messages.success(request, "You asked for it back. It counts until the CCG opens it")
            return redirect(form.href)
    lede = "The CCG’s primary care team reads your reason and opens it again, or says why not."
    more = {"form": asked, "heading": "Ask for it back", "lede": lede, "button": "Ask for it back"}
    return render(request, PAGE, about(shown, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def return_reopen(request: SignedInRequest, form: Form) -> HttpResponse:
    shown = opened_or_404(request.user, form)
    received = shown.fact is not None
    require(can_reopen(request.user, shown.organisation, shown.found, received=received))
    back = shown.found is not None and shown.found.status == shown.found.Status.ASKED_BACK
    asked = ReopenForm(*typed(request), asked_back=back)
    if request.method == "POST" and asked.is_valid():
        said = dict(asked.cleaned_data)
        kept = said.pop("answer", "") == KEEP
        more = {"form": form, "reason": said["reason"], "by": request.user}
        if asked.carry_out(
            lambda: (
                keep_return(**more) if kept else reopen_return(**more, again_by=said["again_by"])
            )
        ):
            done = "It stays as it was sent" if kept else "It is open again, and does not count"
            messages.success(request, done)
            return redirect(form.href)
    request_for = next((each for each in reversed(shown.steps) if each.kind == "asked back"), None)
    lede = (
        "Until it is sent again it counts as not received: a condition that rests on it is not met,"
        " and instalments that wait for it wait. What was sent stays readable."
    )
    more = {
        "form": asked,
        "heading": "Answer the request to have it back" if back else "Open it again",
        "lede": lede,
        "quoted": request_for if back else None,
        "button": "Save" if back else "Open it again",
    }
    return render(request, PAGE, about(shown, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def return_judge(request: SignedInRequest, form: Form) -> HttpResponse:
    shown = opened_or_404(request.user, form)
    sender = shown.last_sending.by_id if shown.last_sending else None
    received = shown.fact is not None
    about_it = (request.user, shown.organisation, shown.found)
    require(can_judge_form(*about_it, received=received, sent_by=sender))
    asked = JudgementForm(*typed(request))
    if request.method == "POST" and asked.is_valid():
        said = asked.cleaned_data
        if asked.carry_out(lambda: judge_return(form=form, by=request.user, **said)):
            messages.success(request, "What you found is on record")
            return redirect(form.href)
    more = {
        "form": asked,
        "heading": "Say what you found",
        "lede": "A finding of “not met” or “incomplete” bears on payment.",
        "button": "Save",
    }
    return render(request, PAGE, about(shown, **more))
