"""Where a person starts: what there is to do, what waits for others, and what changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning.accounts.active_role import acting, previous_visit
from commissioning.clock import today
from commissioning.policy.roles import has_a_role
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.page_cache import kept, seen_by
from reporting.pages.home import SiteHomePage
from reporting.selectors.home import changed_for, to_do_for


@require_safe
@allowed_to(has_a_role)
def home(request: SignedInRequest) -> HttpResponse:
    person, since = acting(request), previous_visit(request)
    page = SiteHomePage.of(
        person,
        today(),
        kept(lambda: to_do_for(person, today()), "to do", *seen_by(person)),
        changed_for(person, since),
        since,
    )
    return render(request, "reporting/home.html", {"page": page})
