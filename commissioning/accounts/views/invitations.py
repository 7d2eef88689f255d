"""Inviting people: the list of invitations, sending one, sending it again, withdrawing it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.accounts.actions.invitations import (
    invite,
    send_invitation_again,
    withdraw_invitation,
)
from commissioning.accounts.forms.people import InvitationForm
from commissioning.accounts.pages.people import invitation_rows, invitation_summary
from commissioning.accounts.policy import can_change_invitation, keeps_everybody, keeps_people
from commissioning.accounts.selectors.people import (
    in_state,
    invitations_visible_to,
    organisations_to_act_for,
)
from commissioning.clock import today
from commissioning.models import Invitation
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists.cells import Column
from commissioning.web.lists.filters import ListFilters
from commissioning.web.lists.listing import Listing
from commissioning.web.unsent_input import typed

log = logging.getLogger(__name__)


STATES = [
    ("open", "Open"),
    ("expired", "Expired"),
    ("accepted", "Accepted"),
    ("withdrawn", "Withdrawn"),
]


class InvitationFilters(ListFilters):
    search_fields = ("email", "name", "organisation__name", "organisation__code")
    search_label = "Name, e-mail address or practice"
    state = django_filters.ChoiceFilter(
        label="State", choices=STATES, method="of_state", empty_label="All"
    )

    def of_state(
        self, invitations: QuerySet[Invitation], _: str, state: str
    ) -> QuerySet[Invitation]:
        return in_state(invitations, state, today())


INVITATIONS = Listing(
    name="invitations",
    title="Invitations, the latest first",
    columns=(
        Column("Who", sort="email"),
        Column("Role", sort="role"),
        Column("State"),
        Column("When"),
        Column("Sent by"),
        Column("Sent on", sort="invited_on", descending=True),
    ),
    filters=InvitationFilters,
    order="invited_on",
    none="Nobody has been invited yet.",
)


@require_safe
@allowed_to(keeps_people)
def invitations(request: SignedInRequest) -> HttpResponse:
    list_page = INVITATIONS.answer(
        request,
        invitations_visible_to(request.user),
        rows=lambda part: invitation_rows(part, today()),
    )
    return list_page.download or render(request, "people/invitations.html", {"list": list_page})


@require_safe
@allowed_to(keeps_people)
def invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = or_404(invitations_visible_to(request.user).filter(pk=pk).first())
    about = {
        "pk": pk,
        "email": invitation.email,
        "rows": invitation_summary(invitation, today()),
        "may_change": bool(can_change_invitation(request.user, invitation)),
    }
    return render(request, "people/invitation.html", about)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_people)
def invitation_new(request: SignedInRequest) -> HttpResponse:
    form = InvitationForm(
        *typed(request),
        organisations=organisations_to_act_for(request.user, today()),
        only_practice=not keeps_everybody(request.user),
    )
    return answer_form(
        request,
        form,
        lambda: _posted(
            request,
            lambda: invite(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                by=request.user,
                **form.given,
            ),
            f"The invitation to {form.cleaned_data['email']} is sent",
        ),
        redirect_to="invitations",
        template="people/invitation_new.html",
    )


@require_POST
@allowed_to(keeps_people)
def invitation_again(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = or_404(invitations_visible_to(request.user).filter(pk=pk).first())
    _posted(
        request,
        lambda: send_invitation_again(invitation=invitation, by=request.user),
        f"A new link is sent to {invitation.email}. The one before does not work any more",
    )
    return redirect("invitation", pk=pk)


@require_POST
@allowed_to(keeps_people)
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = or_404(invitations_visible_to(request.user).filter(pk=pk).first())
    withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"The invitation to {invitation.email} is withdrawn")
    return redirect("invitation", pk=pk)


def _posted(request: SignedInRequest, act: Callable[[], Invitation], done: str) -> bool:
    """Do what sends a letter, and say whether the mail server took it. It is saved either way."""
    try:
        act()
    except OSError:  # smtplib's errors are
        log.exception("An invitation could not be sent")
        messages.warning(
            request, "The invitation is kept, but our mail server did not take it: send it again"
        )
    else:
        messages.success(request, done)
    return True
