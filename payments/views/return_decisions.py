"""Deciding, by name and with a reason, whether a late or doubtful return counts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions.decisions import DecisionRow, record_decisions
from payments.forms.return_decisions import ReturnDecisionForm
from payments.models import Decision
from payments.policy.decisions import can_decide_about
from payments.policy.runs import can_decide
from payments.selectors.return_decisions import condition_for, decisions_about
from practices.rules.return_requests import ReturnKey
from practices.selectors.return_pages import opened


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_decide)
def return_decision(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    opened_form = opened(request.user, form)
    return_condition = condition_for(form.specification, form.code, today())
    if (
        opened_form is None
        or return_condition is None
        or opened_form.organisation.kind != Organisation.Kind.PRACTICE
    ):
        raise Http404
    require(can_decide_about(request.user, Decision.Kind.CONDITION, opened_form.organisation))
    decision_form = ReturnDecisionForm(*typed(request))
    return answer_form(
        request,
        decision_form,
        lambda: record_decisions(
            rows=[
                DecisionRow(
                    line=None,
                    organisation_code=form.organisation,
                    specification=form.specification,
                    kind=Decision.Kind.CONDITION,
                    subject=return_condition.condition.code,
                    outcome=Decision.Outcome(decision_form.cleaned_data["outcome"]),
                    starts_on=None,
                    ends_on=None,
                    figure=None,
                    reason=decision_form.cleaned_data["reason"],
                    decided_by=f"{request.user}, CCG primary care team",
                    decided_on=today(),
                )
            ],
            by=request.user,
        ),
        message="The decision is on record",
        redirect_to=address("practices:return", form=form),
        template="payments/return_decision.html",
        refusals=(FileRefusedError,),
        context={
            "title": "Decide whether it counts",
            "caption": f"{form.organisation} {in_words(opened_form.organisation.name)}:"
            f" {opened_form.asked.title}",
            "term": return_condition.term,
            "timing": opened_form.asked.timing(opened_form.fact.submitted_on)
            if opened_form.fact
            else "",
            "fact": opened_form.fact,
            "decisions": decisions_about(
                opened_form.organisation, form.specification, return_condition.condition.code
            ),
            "button": "Record the decision",
            "cancel_href": address("practices:return", form=form),
            "breadcrumbs": [
                ("Returns", address("practices:returns")),
                (opened_form.asked.title, address("practices:return", form=form)),
            ],
        },
    )
