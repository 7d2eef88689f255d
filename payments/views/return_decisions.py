"""Deciding, by name and with a reason, whether a late or doubtful return counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy import SignedInRequest, allowed_to, require
from commissioning.typed import typed
from payments.actions.decisions import DecisionRow, record_decisions
from payments.forms.return_decisions import ReturnDecisionForm
from payments.models import Decision
from payments.policy import can_decide
from payments.policy.decisions import can_decide_about
from payments.selectors.return_decisions import condition_for, decisions_about
from practices.rules.asked import Form
from practices.selectors.return_pages import opened


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_decide)
def return_decision(request: SignedInRequest, form: Form) -> HttpResponse:
    shown = opened(request.user, form)
    found = condition_for(form.specification, form.code, today())
    if shown is None or found is None or shown.organisation.kind != Organisation.Kind.PRACTICE:
        raise Http404
    require(can_decide_about(request.user, Decision.Kind.CONDITION, shown.organisation))
    asked = ReturnDecisionForm(*typed(request))
    if request.method == "POST" and asked.is_valid():
        row = DecisionRow(
            line=None,
            organisation_code=form.organisation,
            specification=form.specification,
            kind=Decision.Kind.CONDITION,
            subject=found.condition.code,
            outcome=Decision.Outcome(asked.cleaned_data["outcome"]),
            starts_on=None,
            ends_on=None,
            figure=None,
            reason=asked.cleaned_data["reason"],
            decided_by=f"{request.user}, CCG primary care team",
            decided_on=today(),
        )
        if asked.carry_out(lambda: record_decisions(rows=[row], by=request.user), FileRefusedError):
            messages.success(request, "The decision is on record")
            return redirect(form.href)
    context = {
        "form": asked,
        "title": "Decide whether it counts",
        "caption": f"{form.organisation} {in_words(shown.organisation.name)}: {shown.asked.title}",
        "term": found.term,
        "timing": shown.asked.timing(shown.fact.submitted_on) if shown.fact else "",
        "fact": shown.fact,
        "decisions": decisions_about(shown.organisation, form.specification, found.condition.code),
        "button": "Record the decision",
        "cancel_href": form.href,
        "breadcrumbs": [("Returns", "/returns/"), (shown.asked.title, form.href)],
    }
    return render(request, "payments/return_decision.html", context)
