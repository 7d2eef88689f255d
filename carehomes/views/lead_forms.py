"""Forms about clinical leads: propose, agree, confirm, end, and record an exception."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
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
from carehomes.forms.leads import (
    LeadAnswerForm,
    LeadDecisionForm,
    LeadEndForm,
    LeadExceptionForm,
    LeadForm,
)
from carehomes.models import ClinicalLead, Leadership
from carehomes.pages.words import lead_href, named
from carehomes.policy import acts_on_homes, can_decide_lead, can_end_lead, can_except_lead, is_ccg
from carehomes.selectors.choices import (
    every_practice,
    homes_to_lead,
    organisations_entered_by,
    own_practices,
)
from carehomes.selectors.leads import homes_of, kept, waiting_for
from carehomes.selectors.visible import leads_visible_to
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
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


def _about(lead: ClinicalLead, title: str, button: str, lede: str = "") -> dict[str, object]:
    """The page of a form about one lead."""
    place = lead_href(lead.pk)
    return {
        "title": title,
        "caption": lead.name,
        "button": button,
        "lede": lede,
        "cancel_href": place,
        "breadcrumbs": [*TRAIL, (lead.name, place)],
    }


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
    return answer_form(
        request,
        form,
        lambda: propose_lead(
            details=LeadSaid(**form.said),
            homes=form.chosen,
            organisation=organisation,
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            told_on=form.cleaned_data.get("told_on"),
            joins=form.cleaned_data["joins"],
            by=request.user,
        ),
        message=lambda lead: f"{lead.name} is proposed",
        redirect_to=lambda lead: lead_href(lead.pk),
        context={
            "title": "Propose a clinical lead",
            "caption": named(organisation),
            "button": "Propose the lead",
            "lede": "Ordinarily the lead comes from the practice with most residents in the home."
            " Any clinician with the skills may lead, of a practice or of the community provider.",
            "cancel_href": address("carehomes:leads"),
            "breadcrumbs": TRAIL,
        },
    )


@both
@allowed_to(acts_on_homes)
def lead_answer(request: SignedInRequest, key: int) -> HttpResponse:
    lead = or_404(leads_visible_to(request.user).filter(pk=key).first())
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
    form = LeadAnswerForm(*typed(request), homes=homes)

    def act() -> int:
        data = form.cleaned_data
        return answer_leads(
            leaderships=list(data["homes"]),
            practice=practice,
            agrees=data["agrees"] == "yes",
            reason=data["reason"],
            by=request.user,
        )

    return answer_form(
        request,
        form,
        act,
        message="Your answer is kept",
        redirect_to=lead_href(lead.pk),
        context=_about(lead, f"Does {named(practice)} agree?", "Send the answer"),
    )


@both
@allowed_to(acts_on_homes)
def lead_decide(request: SignedInRequest, key: int) -> HttpResponse:
    lead = or_404(leads_visible_to(request.user).filter(pk=key).first())
    homes = homes_of(lead)
    waiting = deciding(request, homes)
    if not waiting:
        reasons = {can_decide_lead(request.user, leadership).reason for leadership in homes}
        raise PermissionDenied("; ".join(sorted(reasons)))
    form = LeadDecisionForm(*typed(request), homes=kept(waiting))

    def act() -> int:
        data = form.cleaned_data
        decide = confirm_leads if data["outcome"] == "confirm" else refuse_leads
        return decide(leaderships=list(data["homes"]), reason=data["reason"], by=request.user)

    return answer_form(
        request,
        form,
        act,
        message="The decision is kept",
        redirect_to=lead_href(lead.pk),
        context=_about(lead, "Confirm or refuse the lead", "Keep the decision"),
    )


@both
@allowed_to(acts_on_homes)
def lead_end(request: SignedInRequest, key: int) -> HttpResponse:
    lead = or_404(leads_visible_to(request.user).filter(pk=key).first())
    homes = homes_of(lead)
    ending = [leadership for leadership in homes if can_end_lead(request.user, leadership)]
    if not ending:
        reasons = {can_end_lead(request.user, leadership).reason for leadership in homes}
        raise PermissionDenied("; ".join(sorted(reasons)))
    form = LeadEndForm(*typed(request), homes=kept(ending))

    def act() -> int:
        data = form.cleaned_data
        return end_leads(leaderships=list(data["homes"]), ends_on=data["ends_on"], by=request.user)

    return answer_form(
        request,
        form,
        act,
        message="The last day is kept",
        redirect_to=lead_href(lead.pk),
        context=_about(
            lead,
            "Give a last day",
            "Save",
            lede="A home without a lead the day after stands on the board. Where somebody takes"
            " over, propose the new lead instead: that ends this one by itself.",
        ),
    )


@both
@allowed_to(can_except_lead)
def lead_exception(request: SignedInRequest, key: int) -> HttpResponse:
    lead = or_404(leads_visible_to(request.user).filter(pk=key).first())
    form = LeadExceptionForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: except_lead(lead=lead, by=request.user, **form.cleaned_data),
        message="The exception is recorded",
        redirect_to=lead_href(lead.pk),
        context=_about(
            lead,
            "Record an exception",
            "Record the exception",
            lede="From 31 July 2020 a lead who is not a GP needs an exception that the practices,"
            " the CCG and the community provider agree to. Until it is recorded the lead is"
            " flagged, never blocked.",
        ),
    )
