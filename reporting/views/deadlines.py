"""The calendar of deadlines, and the feed that other calendars read."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.policy.roles import has_a_role
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_button
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.page_cache import kept, seen_by
from commissioning.web.site_url import hash_of, site_address
from reporting.actions.own_messages import make_feed, withdraw_feed
from reporting.forms.messages import CalendarFilters
from reporting.pages.deadlines import DeadlinesPage, events, owners_offered, specifications_offered
from reporting.pages.messages import FeedPage
from reporting.policy.messages import chooses_messages, reads_deadlines
from reporting.rules.calendar_file import calendar
from reporting.selectors.calendar import calendar_for, own_deadlines, years_of
from reporting.selectors.deadlines import deadlines as all_deadlines
from reporting.selectors.deadlines import revisions
from reporting.selectors.messages import feed_called, feed_of

TRAIL = [("Deadlines", address_later("reporting:deadlines"))]
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@allowed_to(reads_deadlines)
def deadlines(request: SignedInRequest) -> HttpResponse:
    day = today()
    every = all_deadlines(day)
    year = str(Month.of(day).financial_year)
    form = CalendarFilters(
        {"year": year} | request.GET.dict(),
        years=years_of(day),
        specifications=specifications_offered(every),
        owners=owners_offered(every),
    )
    filters = form.asked(year)
    asked_only = {name: value for name, value in filters.items() if name != "whose"}
    find = partial(calendar_for, request.user, day, only_own=bool(filters["whose"]), **asked_only)
    page = kept(
        lambda: DeadlinesPage.of(find(), day),
        "deadlines",
        *filters.values(),
        *seen_by(request.user),
    )
    return render(request, "deadlines/deadlines.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(chooses_messages)
def deadline_feed(request: SignedInRequest) -> HttpResponse:
    """The address for one's own calendar: made anew by a button, and shown once."""
    feed_address = ""
    if request.method == "POST":
        path = address("reporting:feed", token=make_feed(by=request.user))
        feed_address = f"{site_address()}{path}"
    page = FeedPage.of(feed_of(request.user), feed_address)
    answer = render(request, "deadlines/feed.html", {"page": page, "breadcrumbs": TRAIL})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@allowed_to(chooses_messages)
def deadline_feed_withdraw(request: SignedInRequest) -> HttpResponse:
    return answer_button(
        request,
        lambda: withdraw_feed(by=request.user),
        message="The address works no more",
        redirect_to=address("reporting:deadline_feed"),
    )


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """A person's deadlines for a calendar that knows the address. It needs no session."""
    calendar_feed = feed_called(hash_of(token))
    if calendar_feed is None or not has_a_role(calendar_feed.person):
        raise Http404
    own = own_deadlines(calendar_feed.person, today())
    text = calendar("What I owe: Primary care commissioning", events(own, revisions()))
    answer = HttpResponse(text, content_type=CALENDAR)
    answer["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return answer
