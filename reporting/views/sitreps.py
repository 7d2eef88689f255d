"""The weekly sitrep: the list, one of them, and what the CCG does with it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.forms import NhsForm
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, Listing
from commissioning.web.unsent_input import typed
from reporting.actions import sitreps as actions
from reporting.forms.sitreps import AmendForm, SignForm, WordsOnSitrepForm
from reporting.models import Sitrep
from reporting.pages.sitrep_figures import sitrep_href, title_of
from reporting.pages.sitreps import SitrepPage, sitrep_rows
from reporting.policy.sitreps import can_amend, can_sign, can_write, keeps_sitreps, reads_sitreps
from reporting.rules.sitreps import exceptions_among
from reporting.rules.weeks import monday_of
from reporting.selectors.sitreps import (
    exceptions_since,
    latest_of_each_week,
    sitreps_visible_to,
    visible_sitrep,
)

both = require_http_methods(["GET", "HEAD", "POST"])
TRAIL = [("Sitreps", address_later("reporting:sitreps"))]
LIST = Listing(
    name="sitreps",
    title="Sitreps, the latest first",
    columns=(
        Column("Week of", sort="week", descending=True),
        Column("Homes in scope", numeric=True),
        Column("Homes with an exception", numeric=True),
        Column("Practices that answered"),
        Column("State", sort="state"),
    ),
    order="week",
    none="No sitrep was drafted yet.",
)


def week_or_404(text: str) -> date:
    try:
        week = date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
    if week != monday_of(week):
        raise Http404
    return week


def sitrep_or_404(request: SignedInRequest, week: str, revision: int | None = None) -> Sitrep:
    sitrep = visible_sitrep(request.user, week_or_404(week), revision)
    if sitrep is None:
        raise Http404
    return sitrep


def trail_of(sitrep: Sitrep) -> list[tuple[str, str]]:
    return [*TRAIL, (title_of(sitrep), sitrep_href(sitrep))]


@require_safe
@allowed_to(reads_sitreps)
def sitreps(request: SignedInRequest) -> HttpResponse:
    newest = latest_of_each_week(sitreps_visible_to(request.user))
    listing = LIST.answer(request, newest, rows=sitrep_rows)
    week = monday_of(today())
    context = {
        "list": listing,
        "week": week.isoformat(),
        "drafts": bool(keeps_sitreps(request.user)) and not newest.filter(week=week).exists(),
    }
    return listing.download or render(request, "sitreps/sitreps.html", context)


@require_safe
@allowed_to(reads_sitreps)
def sitrep_newest(request: SignedInRequest, week: str) -> HttpResponse:
    """The newest revision of a week."""
    return redirect(sitrep_href(sitrep_or_404(request, week)))


@require_safe
@allowed_to(reads_sitreps)
def sitrep(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_or_404(request, week, revision)
    newest = sitrep_or_404(request, week)
    later = exceptions_since(sitrep).count() if newest.pk == sitrep.pk else 0
    exceptions = sitrep.exceptions.order_by("is_warning", "name", "pk")
    page = SitrepPage.of(sitrep, list(exceptions), later, newest.revision, request.user)
    return render(request, "sitreps/sitrep.html", {"page": page, "breadcrumbs": TRAIL})


@require_POST
@allowed_to(keeps_sitreps)
def sitrep_count(request: SignedInRequest, week: str) -> HttpResponse:
    """Draft a week's sitrep, or count its draft again."""
    monday = week_or_404(week)
    form = NhsForm(request.POST)
    form.is_valid()
    made = form.carry_out(lambda: actions.draft_sitrep(week=monday, by=request.user))
    if made:
        messages.success(request, f"The week of {written(monday)} is counted")
        return redirect(sitrep_href(made))
    for refusal in form.non_field_errors():
        messages.warning(request, str(refusal))
    return redirect(address("reporting:sitreps"))


@both
@allowed_to(keeps_sitreps)
def sitrep_write(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_or_404(request, week, revision)
    require(can_write(request.user, sitrep))
    questions = [question for question in sitrep.questions if question["answer"] == actions.TEXT]
    form = WordsOnSitrepForm(*typed(request), questions=questions, sitrep=sitrep)
    if request.method == "POST" and form.is_valid():
        saved_sitrep = form.carry_out(
            lambda: actions.write_on_sitrep(
                sitrep=sitrep,
                answers=form.answers,
                comments=form.cleaned_data["comments"],
                by=request.user,
            )
        )
        if saved_sitrep:
            messages.success(request, "Your words are kept")
            return redirect(sitrep_href(saved_sitrep))
    return _form(request, sitrep, form, "Write on the sitrep", "Keep it")


@both
@allowed_to(keeps_sitreps)
def sitrep_sign(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_or_404(request, week, revision)
    require(can_sign(request.user, sitrep))
    form = SignForm(*typed(request))
    if request.method == "POST" and form.is_valid():
        signed = form.carry_out(
            lambda: actions.sign_sitrep(
                sitrep=sitrep, finding=form.cleaned_data["finding"], by=request.user
            )
        )
        if signed:
            messages.success(request, "The sitrep is signed")
            return redirect(sitrep_href(signed))
    silent = sitrep.totals["practices"].get("silent", 0)
    exceptions = exceptions_among(sitrep.totals["questions"])
    lede = (
        f"{exceptions:,} answers about homes are exceptions, and {silent:,} practices"
        " said nothing. Once signed, it is never changed: what comes later is an amendment."
    )
    return _form(request, sitrep, form, "Sign the sitrep", "Sign it", lede)


@both
@allowed_to(keeps_sitreps)
def sitrep_amend(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_or_404(request, week, revision)
    require(can_amend(request.user, sitrep))
    form = AmendForm(*typed(request))
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(
            lambda: actions.amend_sitrep(
                sitrep=sitrep, reason=form.cleaned_data["reason"], by=request.user
            )
        )
        if made:
            messages.success(request, "The amendment is drafted: read it, then sign it")
            return redirect(sitrep_href(made))
    lede = "The week is counted anew, as it is known now. What was signed stays as it is."
    return _form(request, sitrep, form, "Amend the sitrep", "Draft the amendment", lede)


def _form(
    request: SignedInRequest, sitrep: Sitrep, form: NhsForm, title: str, button: str, lede: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "caption": title_of(sitrep),
        "button": button,
        "lede": lede,
        "cancel_href": sitrep_href(sitrep),
        "breadcrumbs": trail_of(sitrep),
    }
    return render(request, "form_page.html", context)
