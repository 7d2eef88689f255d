"""Adding a home that is not registered, and correcting the record of one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
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
    CountingForm,
    HomeCorrectionForm,
    HomeForm,
    RegistrationForm,
)
from carehomes.models import CareHome
from carehomes.pages.words import home_href
from carehomes.policy import can_add_homes, can_keep_homes
from carehomes.selectors.choices import practices_entered_by
from carehomes.selectors.homes import authority_of
from carehomes.selectors.visible import visible_home
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.forms import NhsForm
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed

both = require_http_methods(["GET", "HEAD", "POST"])


def _keep(
    request: SignedInRequest,
    home: CareHome,
    form: NhsForm,
    action: Callable[[], object],
    title: str,
    lede: str = "",
) -> HttpResponse:
    """A form that keeps something on the record of one home."""
    place = home_href(home.location_id)
    return answer_form(
        request,
        form,
        action,
        message="Saved",
        redirect_to=lambda saved: (
            home_href(saved.location_id) if isinstance(saved, CareHome) else place
        ),
        context={
            "title": title,
            "caption": home.name,
            "button": "Save",
            "lede": lede,
            "cancel_href": place,
            "breadcrumbs": [("Care homes", address("carehomes:homes")), (home.name, place)],
        },
    )


@both
@allowed_to(can_add_homes)
def home_add(request: SignedInRequest) -> HttpResponse:
    form = HomeForm(*typed(request), practices=practices_entered_by(request.user))
    return answer_form(
        request,
        form,
        lambda: add_home(
            details=HomeRecord(**form.said),
            practice=form.cleaned_data["practice"],
            beds=form.cleaned_data["beds"],
            authority=authority_of(form.cleaned_data["practice"]),
            by=request.user,
        ),
        message=lambda home: f"{home.name} is on record as {home.location_id}",
        redirect_to=lambda home: home_href(home.location_id),
        context={
            "title": "Add a home that is not registered",
            "lede": "A home that the Care Quality Commission has registered comes with its files."
            " Add others that practices look after: they are in the local service, and never in the"
            " premium or the sitrep’s denominator.",
            "button": "Add the home",
            "cancel_href": address("carehomes:homes"),
            "breadcrumbs": [("Care homes", address("carehomes:homes"))],
        },
    )


@both
@allowed_to(can_keep_homes)
def home_correct(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    now = {
        name: getattr(home, name) for name in ("name", "kind", "address", "postcode", "closed_on")
    }
    form = HomeCorrectionForm(*typed(request), registered=home.cqc_registered, initial=now)
    lede = "Its name, address and days come with the files of the Care Quality Commission."
    return _keep(
        request,
        home,
        form,
        lambda: correct_home(
            home=home,
            details=HomeRecord(**(now | form.said)),
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
        "Correct the record",
        lede if home.cqc_registered else "",
    )


@both
@allowed_to(can_keep_homes)
def home_beds(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    form = BedsForm(*typed(request))
    return _keep(
        request,
        home,
        form,
        lambda: set_beds(home=home, by=request.user, **form.cleaned_data),
        "Keep the number of beds",
        "The premium counts the registered beds on the first of each month. Another number"
        " changes what is paid from the next run on. The next file of the Care Quality Commission"
        " takes its place from its own day.",
    )


@both
@allowed_to(can_keep_homes)
def home_counts(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    form = CountingForm(*typed(request))
    return _keep(
        request,
        home,
        form,
        lambda: say_counting(
            home=home,
            by=request.user,
            **(form.cleaned_data | {"counts": form.cleaned_data["counts"] == "yes"}),
        ),
        "Say what it counts for",
        "Without a word of yours the local service counts every home on record, and the"
        " sitrep every home in operation that is registered. The premium follows from the"
        " registration alone.",
    )


@both
@allowed_to(can_keep_homes)
def home_registered(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    form = RegistrationForm(*typed(request))
    return _keep(
        request,
        home,
        form,
        lambda: note_registration(home=home, by=request.user, **form.cleaned_data),
        "Note that it is registered with CQC",
        "The home takes its CQC location id. Its beds and whether it gives nursing come with"
        " the next file of the Care Quality Commission; until then the premium does not count it.",
    )
