"""Chasing by one click, from any board."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commissioning.web.guards import SignedInRequest, allowed_to
from practices.actions.chases import chase
from practices.forms.chases import ChaseForm
from practices.pages.chases import said
from practices.policy.answers import can_chase
from practices.selectors.chasing import chasable, unanswered


@require_POST
@allowed_to(can_chase)
def chase_send(request: SignedInRequest) -> HttpResponse:
    form = ChaseForm(request.POST)
    if form.is_valid():
        everyone = form.cleaned_data["everyone"]
        organisations = (
            unanswered(request.user, form.cleaned_data["specification"])
            if everyone
            else chasable(request.user, form.codes)
        )
        done = form.carry_out(
            lambda: chase(organisations=organisations, by=request.user, **form.matter)
        )
        if done:
            for level, words in said(done.told, done.nobody, done.already):
                messages.add_message(request, level, words)
            return redirect(form.back_href)
    messages.warning(request, "Nobody was chased: go to the board and choose whom to chase")
    return redirect(form.back_href)
