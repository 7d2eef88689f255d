"""Deciding about payments: what, about whom, why; seen with its pounds before it counts."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_filters
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.imports import FileRefusedError
from commissioning.policy.decision import require
from commissioning.policy.roles import roles_today
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions.decisions import record_decisions
from payments.actions.trial_changes import rehearse_decision
from payments.engine.decision_rows import DecisionRow
from payments.forms.decisions import ABOUT, DecisionForm, KindForm
from payments.forms.recoveries import RecoveryReasonForm
from payments.models import Decision
from payments.pages import decisions as pages
from payments.policy.decisions import can_decide_about, can_decide_kind, decides, reads_decisions
from payments.selectors.decisions import (
    decision_of,
    decisions_visible_to,
    events_about,
    matters,
    organisation_called,
    payees_named,
    rests_on,
)
from payments.views.checking import answers

TRAIL = ("Decisions", address_later("payments:decisions"))
KEPT = "The decision is kept, and counts from the next run that is prepared"


class DecisionFilters(ListFilters):
    search_fields = ("organisation__code", "organisation__name", "subject", "reason", "decided_by")
    search_label = "Payee, payment, reason or name"
    kind = django_filters.ChoiceFilter(label="Kind", choices=Decision.Kind.choices)
    outcome = django_filters.ChoiceFilter(label="Outcome", choices=Decision.Outcome.choices)


DECISIONS = Listing(
    name="decisions",
    title="Decisions about payments",
    columns=(
        Column("About", sort="organisation__code"),
        Column("What", sort="kind"),
        Column("Outcome", sort="outcome"),
        Column("Days"),
        Column("Why"),
        Column("Decided", sort="decided_on", descending=True),
    ),
    order="decided_on",
    filters=DecisionFilters,
    none="Nothing was decided yet.",
)


def _role(request: SignedInRequest) -> str:
    """In which job of the commissioner's somebody decides."""
    own = [role for role in roles_today(request.user) if role.organisation is None]
    roles = own or roles_today(request.user)
    return roles[0].get_role_display() if roles else ""


@require_safe
@allowed_to(reads_decisions)
def decisions(request: SignedInRequest) -> HttpResponse:
    listing = DECISIONS.answer(request, decisions_visible_to(request.user), rows=pages.listed_rows)
    context = {"list": listing, "page": pages.list_page(request.user)}
    return listing.download or render(request, "payments/records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(decides)
def decision_new(request: SignedInRequest) -> HttpResponse:
    kinds = [kind for kind in ABOUT if can_decide_kind(request.user, kind)]
    form = KindForm(*typed(request), kinds=kinds)
    return answer_form(
        request,
        form,
        lambda: form.cleaned_data["kind"],
        redirect_to=lambda kind: address("payments:decision_make", kind=kind),
        context={
            "title": "Decide about a payment",
            "cancel_href": address("payments:decisions"),
            "lede": "A claim is decided on its own page.",
            "breadcrumbs": [TRAIL],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(decides)
def decision_make(request: SignedInRequest, kind: str) -> HttpResponse:
    if kind not in ABOUT:
        raise Http404
    require(can_decide_kind(request.user, kind))
    form = DecisionForm(
        *typed(request),
        kind=Decision.Kind(kind),
        matters=matters(kind),
        payees=payees_named(request.user),
        on=today(),
        initial={name: request.GET.get(name) for name in ("organisation", "matter", "figure")},
    )
    context: dict[str, Any] = {"title": ABOUT[kind][0], "button": "Check it"}
    context |= {"cancel_href": address("payments:decisions"), "breadcrumbs": [TRAIL]}

    def row() -> DecisionRow:
        return form.row(request.user, _role(request))

    def check() -> HttpResponse | None:
        effects = form.carry_out(lambda: form.heeded(rehearse_decision, row=row(), by=request.user))
        if effects is None:
            return None
        organisation = organisation_called(row().organisation_code)
        matter = form.matters[form.cleaned_data["matter"]].words
        about = context | {
            "form": form,
            "title": "Check the decision before it counts",
            "caption": ABOUT[kind][0],
            "rows": pages.check_rows(row(), organisation, matter),
            "blocks": [pages.effect_block(effects)],
            "answers": answers(request),
            "button": "Decide so",
        }
        return render(request, "payments/check.html", about)

    return answer_form(
        request,
        form,
        lambda: form.heeded(record_decisions, rows=[row()], by=request.user),
        check=check,
        message=lambda made: made.notes[0] if made.notes else KEPT,
        redirect_to=address("payments:decisions"),
        context=context,
    )


@require_safe
@allowed_to(reads_decisions)
def decision(request: SignedInRequest, number: int) -> HttpResponse:
    decision = or_404(decision_of(request.user, number))
    page = pages.decision_page(decision, events_about(decision), rests_on(decision), request.user)
    return render(request, "payments/item.html", {"page": page, "breadcrumbs": [TRAIL]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(decides)
def decision_withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    decision = or_404(decision_of(request.user, number))
    require(can_decide_about(request.user, decision.kind, decision.organisation))
    form = RecoveryReasonForm(
        *typed(request),
        label="Why is it withdrawn?",
        missing="Enter why it is withdrawn",
        hint="It is then as if it had not been decided. The history keeps it.",
    )
    here = address("payments:decision", number=number)
    context: dict[str, Any] = {"title": "Withdraw a decision", "cancel_href": here}
    context |= {"button": "Check it", "breadcrumbs": [TRAIL, (str(decision), here)]}

    def row() -> DecisionRow:
        return _withdrawal(request, decision, form.cleaned_data["reason"])

    def check() -> HttpResponse | None:
        trial = partial(rehearse_decision, row=row(), by=request.user)
        effects = form.carry_out(trial, FileRefusedError)
        if effects is None:
            return None
        about = context | {
            "form": form,
            "rows": pages.check_rows(row(), decision.organisation, str(decision)),
            "blocks": [pages.effect_block(effects)],
            "answers": answers(request),
            "button": "Withdraw it",
        }
        return render(request, "payments/check.html", about)

    return answer_form(
        request,
        form,
        lambda: record_decisions(rows=[row()], by=request.user),
        check=check,
        message="The decision is withdrawn",
        redirect_to=here,
        refusals=(FileRefusedError,),
        context=context,
    )


def _withdrawal(request: SignedInRequest, decision: Decision, reason: str) -> DecisionRow:
    """The same matter, withdrawn today by who asks."""
    return DecisionRow(
        line=None,
        organisation_code=decision.organisation.code,
        specification=decision.specification,
        kind=Decision.Kind(decision.kind),
        subject=decision.subject,
        outcome=Decision.Outcome.WITHDRAWN,
        starts_on=decision.starts_on,
        ends_on=decision.ends_on,
        figure=decision.figure,
        reason=reason.strip(),
        decided_by=f"{request.user}, {_role(request)}",
        decided_on=max(decision.decided_on, today()),
    )
