"""Deciding about payments: what, about whom, why; seen with its pounds before it counts."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_filters
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.imports import FileRefusedError
from commissioning.policy.decision import require
from commissioning.policy.roles import roles_today
from commissioning.web.addresses import address, address_later
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions.decisions import record_decisions
from payments.actions.trial_changes import rehearse_decision
from payments.engine.decision_rows import DecisionRow
from payments.forms.decisions import ABOUT, DecisionForm, KindForm
from payments.forms.recoveries import ReasonForm
from payments.models import Decision
from payments.pages import decisions as pages
from payments.policy.decisions import (
    can_decide_about,
    can_decide_kind,
    decides,
    reads_decisions,
)
from payments.selectors.decisions import (
    decision_of,
    decisions_visible_to,
    events_about,
    matters,
    organisation_called,
    payees_named,
    rests_on,
)
from payments.views.checking import answers, is_confirmed, is_sent

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


def _decision_or_404(request: SignedInRequest, number: int) -> Decision:
    decision = decision_of(request.user, number)
    if decision is None:
        raise Http404
    return decision


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
    if request.method == "POST" and form.is_valid():
        return redirect(address("payments:decision_make", kind=form.cleaned_data["kind"]))
    context = {
        "form": form,
        "title": "Decide about a payment",
        "cancel_href": address("payments:decisions"),
    }
    context |= {"lede": "A claim is decided on its own page.", "breadcrumbs": [TRAIL]}
    return render(request, "form_page.html", context)


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
    context: dict[str, Any] = {"form": form, "title": ABOUT[kind][0], "button": "Check it"}
    context |= {"cancel_href": address("payments:decisions"), "breadcrumbs": [TRAIL]}
    if is_sent(request, form):
        row = form.row(request.user, _role(request))
        if is_confirmed(request):
            if _done(request, form, row):
                return redirect(address("payments:decisions"))
        else:
            effects = _tried(request, form, row)
            if effects is not None:
                organisation = organisation_called(row.organisation_code)
                matter = form.matters[form.cleaned_data["matter"]].words
                context |= {"rows": pages.check_rows(row, organisation, matter)}
                context |= {"blocks": [pages.effect_block(effects)], "answers": answers(request)}
                context |= {"button": "Decide so", "caption": ABOUT[kind][0]}
                context |= {"title": "Check the decision before it counts"}
                return render(request, "payments/check.html", context)
    return render(request, "form_page.html", context)


def _tried(request: SignedInRequest, form: DecisionForm, row: DecisionRow) -> Any:
    """What the decision would change; None where it is refused, and the form says why."""
    try:
        return form.carry_out(partial(rehearse_decision, row=row, by=request.user))
    except FileRefusedError as refused:
        form.take_mistakes(refused)
        return None


def _done(request: SignedInRequest, form: DecisionForm, row: DecisionRow) -> bool:
    try:
        made = form.carry_out(partial(record_decisions, rows=[row], by=request.user))
    except FileRefusedError as refused:
        form.take_mistakes(refused)
        return False
    if made is not None:
        messages.success(request, made.notes[0] if made.notes else KEPT)
    return made is not None


@require_safe
@allowed_to(reads_decisions)
def decision(request: SignedInRequest, number: int) -> HttpResponse:
    decision = _decision_or_404(request, number)
    page = pages.decision_page(decision, events_about(decision), rests_on(decision), request.user)
    return render(request, "payments/item.html", {"page": page, "breadcrumbs": [TRAIL]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(decides)
def decision_withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    decision = _decision_or_404(request, number)
    require(can_decide_about(request.user, decision.kind, decision.organisation))
    form = ReasonForm(
        *typed(request),
        label="Why is it withdrawn?",
        missing="Enter why it is withdrawn",
        hint="It is then as if it had not been decided. The history keeps it.",
    )
    here = address("payments:decision", number=number)
    context: dict[str, Any] = {"form": form, "title": "Withdraw a decision", "cancel_href": here}
    context |= {"button": "Check it", "breadcrumbs": [TRAIL, (str(decision), here)]}
    if is_sent(request, form):
        row = _withdrawal(request, decision, form.cleaned_data["reason"])
        act = partial(record_decisions, rows=[row], by=request.user)
        if is_confirmed(request):
            if form.carry_out(act, FileRefusedError):
                messages.success(request, "The decision is withdrawn")
                return redirect(here)
        else:
            trial = partial(rehearse_decision, row=row, by=request.user)
            effects = form.carry_out(trial, FileRefusedError)
            if effects is not None:
                context |= {"rows": pages.check_rows(row, decision.organisation, str(decision))}
                context |= {"blocks": [pages.effect_block(effects)], "answers": answers(request)}
                context |= {"button": "Withdraw it"}
                return render(request, "payments/check.html", context)
    return render(request, "form_page.html", context)


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
