"""Switching between the organisations that a person acts for."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from commissioning.accounts.active_role import act_for, current, role_in_words
from commissioning.accounts.forms.acting import ActingForm
from commissioning.policy.roles import has_a_role, roles_today
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form
from commissioning.web.guards import SignedInRequest, allowed_to


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(has_a_role)
def acting_for(request: SignedInRequest) -> HttpResponse:
    """Ask for whom the person acts now, and start again at their home page for it."""
    now = current(request)
    form = ActingForm(
        request.POST if request.method == "POST" else None,
        held=roles_today(request.user),
        initial={"role": now.pk if now else None},
    )
    return answer_form(
        request,
        form,
        lambda: act_for(request, form.chosen),
        message=lambda _: f"You now act as: {role_in_words(form.chosen)}",
        redirect_to=address("reporting:home"),
        template="acting_for.html",
    )
