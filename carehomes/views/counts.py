"""What practices count and tell of all their homes on one page: residents, plans, medicines."""

from __future__ import annotations

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
from carehomes.selectors.visible import practices_seen_by
from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
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
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
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
    return answer_form(
        request,
        form,
        lambda: _count(request, practice, form),
        message="Your residents are counted",
        redirect_to=address("carehomes:homes"),
        template="carehomes/of_homes_form.html",
        refusals=(FileRefusedError,),
        context={
            **_about(practice, "Residents in care homes"),
            "lede": "How many residents of each home are registered with you on this day: counts,"
            " never names. Of those in homes that another network looks after, say how many are"
            " being supported to move and how many are outside by choice, which is never an"
            " exception.",
            "button": "Save the counts",
        },
    )


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
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
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
    standard = standard_on(day)
    words = standard.words if standard else "no standard binds"
    return answer_form(
        request,
        form,
        lambda: count_plans(
            practice=practice,
            counted_on=form.cleaned_data["counted_on"],
            counts=form.counts,
            by=request.user,
        ),
        message="Your counts of plans are saved",
        redirect_to=address("carehomes:homes"),
        template="carehomes/of_homes_form.html",
        context={
            **_about(practice, "Care and support plans"),
            "lede": f"Counts, never names. On this day the standard for a new resident’s plan is:"
            f" {words}. A home that you leave empty is not counted.",
            "button": "Save the counts",
        },
    )


@both
@allowed_to(counts_residents)
def services(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
    require(can_say_medicines(request.user, practice))
    homes = list(homes_lived_in(practice, today()))
    form = ServicesForm(*typed(request), homes=homes, latest_by_home=services_told(practice))
    return answer_form(
        request,
        form,
        lambda: say_services(
            practice=practice,
            answers=[(home, Services(**parts)) for home, parts in form.services],
            by=request.user,
        ),
        message="The services are saved",
        redirect_to=address("carehomes:practice_medicines", code=practice.code),
        template="carehomes/of_homes_form.html",
        context={
            **_about(practice, "Medicines services in place"),
            "lede": "Tick what is in place today for your residents in each home.",
            "button": "Save",
        },
    )


def _about(practice: Organisation, title: str) -> dict[str, object]:
    return {
        "title": title,
        "caption": in_words(practice.name),
        "cancel_href": address("carehomes:homes"),
        "breadcrumbs": TRAIL,
    }
