"""Adding a home that is not registered, and correcting the record of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from carehomes.actions.records import (
    HomeRecord,
    add_home,
    correct_home,
    note_registration,
    say_counting,
    set_beds,
)
from carehomes.forms.records import (
    BedsForm,
    CorrectionForm,
    CountingForm,
    HomeForm,
    RegistrationForm,
)
from carehomes.models import CareHome
from carehomes.pages.words import home_href
from carehomes.policy import can_add_homes, can_keep_homes
from carehomes.selectors.choices import practices_entered_by
from carehomes.selectors.homes import authority_of
from carehomes.views.asked import home_or_404
from commissioning.web.addresses import address
from commissioning.web.forms import NhsForm
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed

both = require_http_methods(["GET", "HEAD", "POST"])


def _page(
    request: SignedInRequest, home: CareHome | None, form: NhsForm, title: str, **more: Any
) -> HttpResponse:
    trail = [("Care homes", address("carehomes:homes"))]
    if home:
        trail.append((home.name, home_href(home.location_id)))
    context = {
        "form": form,
        "title": title,
        "caption": home.name if home else "",
        "button": "Save",
        "cancel_href": trail[-1][1],
        "breadcrumbs": trail,
    }
    return render(request, "form_page.html", context | more)


def _saved(
    request: SignedInRequest, form: NhsForm, act: Callable[[], CareHome | Any], home: CareHome
) -> HttpResponse | None:
    """Carry out a form that was sent; where that is done, lead back to the home."""
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(act)
        if done is not None:
            messages.success(request, "Saved")
            place = done.location_id if isinstance(done, CareHome) else home.location_id
            return redirect(home_href(place))
    return None


@both
@allowed_to(can_add_homes)
def home_add(request: SignedInRequest) -> HttpResponse:
    form = HomeForm(*typed(request), practices=practices_entered_by(request.user))
    if request.method == "POST" and form.is_valid():
        practice, beds = form.cleaned_data["practice"], form.cleaned_data["beds"]
        home = form.carry_out(
            lambda: add_home(
                details=HomeRecord(**form.said),
                practice=practice,
                beds=beds,
                authority=authority_of(practice),
                by=request.user,
            )
        )
        if home:
            messages.success(request, f"{home.name} is on record as {home.location_id}")
            return redirect(home_href(home.location_id))
    return _page(
        request,
        None,
        form,
        "Add a home that is not registered",
        lede="A home that the Care Quality Commission has registered comes with its files. Add"
        " others that practices look after: they are in the local service, and never in the"
        " premium or the sitrep’s denominator.",
        button="Add the home",
    )


@both
@allowed_to(can_keep_homes)
def home_correct(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = home_or_404(request, location_id)
    now = {
        name: getattr(home, name) for name in ("name", "kind", "address", "postcode", "closed_on")
    }
    form = CorrectionForm(*typed(request), registered=home.cqc_registered, initial=now)
    done = _saved(
        request,
        form,
        lambda: correct_home(
            home=home,
            details=HomeRecord(**(now | form.said)),
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
        home,
    )
    lede = "Its name, address and days come with the files of the Care Quality Commission."
    return done or _page(
        request, home, form, "Correct the record", lede=lede if home.cqc_registered else ""
    )


@both
@allowed_to(can_keep_homes)
def home_beds(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = home_or_404(request, location_id)
    form = BedsForm(*typed(request))
    done = _saved(
        request, form, lambda: set_beds(home=home, by=request.user, **form.cleaned_data), home
    )
    return done or _page(
        request,
        home,
        form,
        "Keep the number of beds",
        lede="The premium counts the registered beds on the first of each month. Another number"
        " changes what is paid from the next run on. The next file of the Care Quality Commission"
        " takes its place from its own day.",
    )


@both
@allowed_to(can_keep_homes)
def home_counts(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = home_or_404(request, location_id)
    form = CountingForm(*typed(request))
    done = _saved(
        request,
        form,
        lambda: say_counting(
            home=home,
            by=request.user,
            **(form.cleaned_data | {"counts": form.cleaned_data["counts"] == "yes"}),
        ),
        home,
    )
    return done or _page(
        request,
        home,
        form,
        "Say what it counts for",
        lede="Without a word of yours the local service counts every home on record, and the"
        " sitrep every home in operation that is registered. The premium follows from the"
        " registration alone.",
    )


@both
@allowed_to(can_keep_homes)
def home_registered(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = home_or_404(request, location_id)
    form = RegistrationForm(*typed(request))
    done = _saved(
        request,
        form,
        lambda: note_registration(home=home, by=request.user, **form.cleaned_data),
        home,
    )
    return done or _page(
        request,
        home,
        form,
        "Note that it is registered with CQC",
        lede="The home takes its CQC location id. Its beds and whether it gives nursing come with"
        " the next file of the Care Quality Commission; until then the premium does not count it.",
    )
