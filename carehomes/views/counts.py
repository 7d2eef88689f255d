"""What practices count and tell of all their homes on one page: residents, plans, medicines."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from carehomes.actions.medicines import Services, say_services
from carehomes.actions.plans import count_plans
from carehomes.actions.residents import ResidentsRow, count_outside, count_residents
from carehomes.forms.of_homes import PlansForm, ResidentsForm, ServicesForm
from carehomes.policy import can_count_residents, can_say_medicines, counts_residents
from carehomes.rules.plans import standard_on
from carehomes.selectors.choices import (
    aligned_elsewhere,
    homes_lived_in,
    homes_of_practice,
    other_homes,
    practices_entered_by,
)
from carehomes.selectors.counts import services_told, what_was_counted
from carehomes.selectors.residents import counts_of, outside_of
from carehomes.views.asked import practice_or_404
from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.selectors.organisations import network_of

both = require_http_methods(["GET", "HEAD", "POST"])
TRAIL = [("Care homes", address_later("carehomes:homes"))]


@require_safe
@allowed_to(counts_residents)
def counting(request: SignedInRequest) -> HttpResponse:
    """Lead a practice to its residents; let others choose a practice."""
    practices = list(practices_entered_by(request.user))
    if len(practices) == 1:
        return redirect(address("carehomes:residents", code=practices[0].code))
    context = {
        "title": "Count residents and plans",
        "practices": what_was_counted(practices, today()),
        "breadcrumbs": TRAIL,
    }
    return render(request, "carehomes/counting.html", context)


@both
@allowed_to(counts_residents)
def residents(request: SignedInRequest, code: str) -> HttpResponse:
    practice = practice_or_404(request, code)
    require(can_count_residents(request.user, practice))
    day = today()
    homes = list(homes_of_practice(practice, day))
    counts, outside = counts_of(practice, day), outside_of(practice, day)
    form = ResidentsForm(
        *typed(request),
        homes=homes,
        latest_by_home={key: count.residents for key, count in counts.items()},
        outside=aligned_elsewhere(homes, network_of(practice, day), day),
        outside_known={
            key: (outside_count.moving, outside_count.by_choice)
            for key, outside_count in outside.items()
        },
        others=other_homes(practice, day),
        initial={"counted_on": day},
    )
    form.said = {
        key: f"{count.residents} on {count.counted_on:%-d %B %Y}" for key, count in counts.items()
    }
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: _count(request, practice, form), FileRefusedError)
        if done is not None:
            messages.success(request, "Your residents are counted")
            return redirect(address("carehomes:homes"))
    context = _context(practice, form, "Residents in care homes") | {
        "lede": "How many residents of each home are registered with you on this day: counts,"
        " never names. Of those in homes that another network looks after, say how many are being"
        " supported to move and how many are outside by choice, which is never an exception.",
        "button": "Save the counts",
    }
    return render(request, "carehomes/of_homes_form.html", context)


@transaction.atomic
def _count(request: SignedInRequest, practice: Organisation, form: ResidentsForm) -> int:
    on = form.cleaned_data["counted_on"]
    rows = [
        ResidentsRow(None, home.location_id, practice.code, on, number)
        for home, number in form.counts
    ]
    count_residents(rows=rows, by=request.user)
    count_outside(practice=practice, counted_on=on, counts=form.moves, by=request.user)
    return len(rows)


@both
@allowed_to(counts_residents)
def plans(request: SignedInRequest, code: str) -> HttpResponse:
    practice = practice_or_404(request, code)
    require(can_count_residents(request.user, practice))
    day = today()
    homes = list(homes_lived_in(practice, day))
    counts = counts_of(practice, day)
    form = PlansForm(
        *typed(request),
        homes=homes,
        residents={key: count.residents for key, count in counts.items()},
        initial={"counted_on": day},
    )
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["counted_on"]
        done = form.carry_out(
            lambda: count_plans(
                practice=practice, counted_on=on, counts=form.counts, by=request.user
            )
        )
        if done is not None:
            messages.success(request, "Your counts of plans are saved")
            return redirect(address("carehomes:homes"))
    standard = standard_on(day)
    words = standard.words if standard else "no standard binds"
    context = _context(practice, form, "Care and support plans") | {
        "lede": f"Counts, never names. On this day the standard for a new resident’s plan is:"
        f" {words}. A home that you leave empty is not counted.",
        "button": "Save the counts",
    }
    return render(request, "carehomes/of_homes_form.html", context)


@both
@allowed_to(counts_residents)
def services(request: SignedInRequest, code: str) -> HttpResponse:
    practice = practice_or_404(request, code)
    require(can_say_medicines(request.user, practice))
    homes = list(homes_lived_in(practice, today()))
    form = ServicesForm(*typed(request), homes=homes, latest_by_home=services_told(practice))
    if request.method == "POST" and form.is_valid():
        answers = [(home, Services(**parts)) for home, parts in form.services]
        done = form.carry_out(
            lambda: say_services(practice=practice, answers=answers, by=request.user)
        )
        if done is not None:
            messages.success(request, "The services are saved")
            return redirect(address("carehomes:practice_medicines", code=practice.code))
    context = _context(practice, form, "Medicines services in place") | {
        "lede": "Tick what is in place today for your residents in each home.",
        "button": "Save",
    }
    return render(request, "carehomes/of_homes_form.html", context)


def _context(practice: Organisation, form: object, title: str) -> dict[str, object]:
    return {
        "form": form,
        "title": title,
        "caption": in_words(practice.name),
        "cancel_href": address("carehomes:homes"),
        "breadcrumbs": TRAIL,
    }
