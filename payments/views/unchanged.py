"""Tells a browser that what it was shown has not changed: an approved run never does."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.messages import get_messages

from commissioning.policy import SignedInRequest, roles_today
from commissioning.release import RELEASE
from payments.models import PaymentRun
from payments.selectors.outgoing import sending_of
from payments.selectors.visible import visible_run


def run_as_shown(request: SignedInRequest, code: str) -> str | None:
    """What a run's page was made from; None where it has to be made again."""
    run = visible_run(request.user, code)
    if run is None or not run.is_approved or len(get_messages(request)):
        return None
    return _mark(request, run)


def _mark(request: SignedInRequest, run: PaymentRun) -> str:
    """By the run, the person, the day's roles and the release: each shows on the page."""
    roles = [str(each.pk) for each in roles_today(request.user)]
    sent = sending_of(run)
    parts = [RELEASE, str(run.pk), run.sha256, str(sent), str(request.user.pk), *roles]
    parts += [request.META.get("QUERY_STRING", ""), request.COOKIES.get("csrftoken", "")]
    return f'"{sha256("|".join(parts).encode()).hexdigest()}"'
