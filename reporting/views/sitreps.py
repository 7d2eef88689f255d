"""The weekly sitrep: the list, one of them, and what the CCG does with it."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_button, answer_form, or_404
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


def week_in_address(text: str) -> date:
    try:
        week = date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
    if week != monday_of(week):
        raise Http404
    return week


def sitrep_in_address(request: SignedInRequest, week: str, revision: int | None = None) -> Sitrep:
    return or_404(visible_sitrep(request.user, week_in_address(week), revision))


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
    return redirect(sitrep_href(sitrep_in_address(request, week)))


@require_safe
@allowed_to(reads_sitreps)
def sitrep(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_in_address(request, week, revision)
    newest = sitrep_in_address(request, week)
    later = exceptions_since(sitrep).count() if newest.pk == sitrep.pk else 0
    exceptions = sitrep.exceptions.order_by("is_warning", "name", "pk")
    page = SitrepPage.of(sitrep, list(exceptions), later, newest.revision, request.user)
    return render(request, "sitreps/sitrep.html", {"page": page, "breadcrumbs": TRAIL})


@require_POST
@allowed_to(keeps_sitreps)
def sitrep_count(request: SignedInRequest, week: str) -> HttpResponse:
    """Draft a week's sitrep, or count its draft again."""
    monday = week_in_address(week)
    return answer_button(
        request,
        lambda: actions.draft_sitrep(week=monday, by=request.user),
        message=f"The week of {written(monday)} is counted",
        redirect_to=sitrep_href,
        refused_to=address("reporting:sitreps"),
    )


@both
@allowed_to(keeps_sitreps)
def sitrep_write(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_in_address(request, week, revision)
    require(can_write(request.user, sitrep))
    questions = [question for question in sitrep.questions if question["answer"] == actions.TEXT]
    form = WordsOnSitrepForm(*typed(request), questions=questions, sitrep=sitrep)
    return answer_form(
        request,
        form,
        lambda: actions.write_on_sitrep(
            sitrep=sitrep,
            answers=form.answers,
            comments=form.cleaned_data["comments"],
            by=request.user,
        ),
        message="Your words are kept",
        redirect_to=sitrep_href,
        context=_about(sitrep, "Write on the sitrep", "Keep it"),
    )


@both
@allowed_to(keeps_sitreps)
def sitrep_sign(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_in_address(request, week, revision)
    require(can_sign(request.user, sitrep))
    form = SignForm(*typed(request))
    silent = sitrep.totals["practices"].get("silent", 0)
    exceptions = exceptions_among(sitrep.totals["questions"])
    lede = (
        f"{exceptions:,} answers about homes are exceptions, and {silent:,} practices"
        " said nothing. Once signed, it is never changed: what comes later is an amendment."
    )
    return answer_form(
        request,
        form,
        lambda: actions.sign_sitrep(
            sitrep=sitrep, finding=form.cleaned_data["finding"], by=request.user
        ),
        message="The sitrep is signed",
        redirect_to=sitrep_href,
        context=_about(sitrep, "Sign the sitrep", "Sign it", lede),
    )


@both
@allowed_to(keeps_sitreps)
def sitrep_amend(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_in_address(request, week, revision)
    require(can_amend(request.user, sitrep))
    form = AmendForm(*typed(request))
    lede = "The week is counted anew, as it is known now. What was signed stays as it is."
    return answer_form(
        request,
        form,
        lambda: actions.amend_sitrep(
            sitrep=sitrep, reason=form.cleaned_data["reason"], by=request.user
        ),
        message="The amendment is drafted: read it, then sign it",
        redirect_to=sitrep_href,
        context=_about(sitrep, "Amend the sitrep", "Draft the amendment", lede),
    )


def _about(sitrep: Sitrep, title: str, button: str, lede: str = "") -> dict[str, object]:
    """The page of a form about one sitrep."""
    return {
        "title": title,
        "caption": title_of(sitrep),
        "button": button,
        "lede": lede,
        "cancel_href": sitrep_href(sitrep),
        "breadcrumbs": trail_of(sitrep),
    }
