"""Forms about clinical leads: propose, agree, confirm, end, and record an exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from carehomes.actions.leads import (
    LeadSaid,
    answer_leads,
    confirm_leads,
    end_leads,
    except_lead,
    propose_lead,
    refuse_leads,
)
from carehomes.forms.leads import AnswerForm, DecideForm, EndForm, ExceptionForm, LeadForm
from carehomes.models import ClinicalLead, Leadership
from carehomes.pages.words import lead_href, named
from carehomes.policy import (
    acts_on_homes,
    can_decide_lead,
    can_end_lead,
    can_except_lead,
    is_ccg,
)
from carehomes.selectors.choices import (
    every_practice,
    homes_to_lead,
    organisations_entered_by,
    own_practices,
)
from carehomes.selectors.leads import homes_of, kept, waiting_for
from carehomes.views.asked import lead_or_404
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.web.addresses import address, address_later
from commissioning.web.forms import NhsForm
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed

both = require_http_methods(["GET", "HEAD", "POST"])
TRAIL = [("Clinical leads", address_later("carehomes:leads"))]


def answering(request: SignedInRequest, homes: Sequence[Leadership]) -> list[Leadership]:
    """Those of a lead's homes that wait for a practice of this person."""
    waiting = waiting_for(own_practices(request.user), today())
    return list(waiting.filter(pk__in=[leadership.pk for leadership in homes]))


def deciding(request: SignedInRequest, homes: Sequence[Leadership]) -> list[Leadership]:
    """Those that this person may confirm or refuse for the CCG."""
    return [leadership for leadership in homes if can_decide_lead(request.user, leadership)]


def _page(request: SignedInRequest, form: NhsForm, title: str, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "breadcrumbs": TRAIL,
        "cancel_href": address("carehomes:leads"),
    }
    return render(request, "form_page.html", context | more)


def _of_lead(
    request: SignedInRequest, lead: ClinicalLead, form: NhsForm, title: str, **more: Any
) -> HttpResponse:
    place = lead_href(lead.pk)
    return _page(
        request,
        form,
        title,
        caption=lead.name,
        breadcrumbs=[*TRAIL, (lead.name, place)],
        cancel_href=place,
        **more,
    )


def _done(
    request: SignedInRequest,
    lead: ClinicalLead,
    form: NhsForm,
    act: Callable[[], int | ClinicalLead],
    words: str,
) -> HttpResponse | None:
    """Do what a form that was sent asks for; where that is done, lead back to the lead."""
    if request.method == "POST" and form.is_valid() and form.carry_out(act) is not None:
        messages.success(request, words)
        return redirect(lead_href(lead.pk))
    return None


@both
@allowed_to(acts_on_homes)
def lead_propose(request: SignedInRequest) -> HttpResponse:
    """Propose a lead, for the practice or network that the address names."""
    organisations = list(organisations_entered_by(request.user))
    code = request.GET.get("for", "")
    chosen = [
        organisation
        for organisation in organisations
        if organisation.code == code or len(organisations) == 1
    ]
    if not chosen:
        context = {
            "title": "Propose a clinical lead",
            "organisations": organisations,
            "home": request.GET.get("home", ""),
            "breadcrumbs": TRAIL,
        }
        return render(request, "carehomes/lead_for.html", context)
    return _propose_for(request, chosen[0])


def _propose_for(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    homes = homes_to_lead(organisation, today())
    named_home = list(homes.filter(location_id=request.GET.get("home", "").replace("\0", "")))
    initial = {"starts_on": today(), "homes": [home.pk for home in named_home]}
    form = LeadForm(
        *typed(request),
        homes=homes,
        practices=every_practice(),
        whole_network=organisation.kind == Organisation.Kind.PCN,
        by_letter=is_ccg(request.user),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        lead = form.carry_out(
            lambda: propose_lead(
                details=LeadSaid(**form.said),
                homes=form.chosen,
                organisation=organisation,
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                told_on=data.get("told_on"),
                joins=data["joins"],
                by=request.user,
            )
        )
        if lead:
            messages.success(request, f"{lead.name} is proposed")
            return redirect(lead_href(lead.pk))
    return _page(
        request,
        form,
        "Propose a clinical lead",
        caption=named(organisation),
        button="Propose the lead",
        lede="Ordinarily the lead comes from the practice with most residents in the home. Any"
        " clinician with the skills may lead, of a practice or of the community provider.",
    )


@both
@allowed_to(acts_on_homes)
def lead_answer(request: SignedInRequest, key: int) -> HttpResponse:
    lead = lead_or_404(request, key)
    mine = own_practices(request.user)
    waiting = answering(request, homes_of(lead))
    if not waiting:
        raise PermissionDenied("No practice of yours is asked about this lead any more")
    practice = next(
        own_practice
        for own_practice in mine
        if waiting_for([own_practice], today()).filter(lead=lead)
    )
    homes = waiting_for([practice], today()).filter(lead=lead)
    form = AnswerForm(*typed(request), homes=homes)

    def act() -> int:
        data = form.cleaned_data
        return answer_leads(
            leaderships=list(data["homes"]),
            practice=practice,
            agrees=data["agrees"] == "yes",
            reason=data["reason"],
            by=request.user,
        )

    done = _done(request, lead, form, act, "Your answer is kept")
    title = f"Does {named(practice)} agree?"
    return done or _of_lead(request, lead, form, title, button="Send the answer")


@both
@allowed_to(acts_on_homes)
def lead_decide(request: SignedInRequest, key: int) -> HttpResponse:
    lead = lead_or_404(request, key)
    homes = homes_of(lead)
    waiting = deciding(request, homes)
    if not waiting:
        reasons = {can_decide_lead(request.user, leadership).reason for leadership in homes}
        raise PermissionDenied("; ".join(sorted(reasons)))
    form = DecideForm(*typed(request), homes=kept(waiting))

    def act() -> int:
        data = form.cleaned_data
        decide = confirm_leads if data["outcome"] == "confirm" else refuse_leads
        return decide(leaderships=list(data["homes"]), reason=data["reason"], by=request.user)

    done = _done(request, lead, form, act, "The decision is kept")
    return done or _of_lead(
        request, lead, form, "Confirm or refuse the lead", button="Keep the decision"
    )


@both
@allowed_to(acts_on_homes)
def lead_end(request: SignedInRequest, key: int) -> HttpResponse:
    lead = lead_or_404(request, key)
    homes = homes_of(lead)
    ending = [leadership for leadership in homes if can_end_lead(request.user, leadership)]
    if not ending:
        reasons = {can_end_lead(request.user, leadership).reason for leadership in homes}
        raise PermissionDenied("; ".join(sorted(reasons)))
    form = EndForm(*typed(request), homes=kept(ending))

    def act() -> int:
        data = form.cleaned_data
        return end_leads(leaderships=list(data["homes"]), ends_on=data["ends_on"], by=request.user)

    done = _done(request, lead, form, act, "The last day is kept")
    return done or _of_lead(
        request,
        lead,
        form,
        "Give a last day",
        button="Save",
        lede="A home without a lead the day after stands on the board. Where somebody takes over,"
        " propose the new lead instead: that ends this one by itself.",
    )


@both
@allowed_to(can_except_lead)
def lead_exception(request: SignedInRequest, key: int) -> HttpResponse:
    lead = lead_or_404(request, key)
    form = ExceptionForm(*typed(request))

    def act() -> ClinicalLead:
        return except_lead(lead=lead, by=request.user, **form.cleaned_data)

    done = _done(request, lead, form, act, "The exception is recorded")
    return done or _of_lead(
        request,
        lead,
        form,
        "Record an exception",
        button="Record the exception",
        lede="From 31 July 2020 a lead who is not a GP needs an exception that the practices, the"
        " CCG and the community provider agree to. Until it is recorded the lead is flagged,"
        " never blocked.",
    )
