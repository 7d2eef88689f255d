"""Audits of registers: the days, the worklist of a day, counts, spot checks, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import MOST_OFFERED, Column, ListFilters, Listing, Row
from commissioning.web.unsent_input import typed
from practices.actions.audits import enter_audits, refer_audit
from practices.forms.audits import CountForm, CountsForm, ReferralForm, SpotCheckForm
from practices.models import RegisterCount
from practices.pages.audits import PositionPage, audit_href, day_card, position_rows, spot_rows
from practices.policy.audits import audits_registers, can_audit, can_refer_audit
from practices.selectors.audits import (
    AuditDay,
    Position,
    audit_day,
    audit_days,
    audited_practices,
    counts_visible_to,
    positions,
    progress,
    spot_positions,
)
from practices.selectors.listing import in_network
from practices.selectors.visible import networks_listed_for

AUDITS = ("Audits", address_later("practices:audits"))
STATES = [("to-count", "To count"), ("pass", "Pass"), ("fail", "Fail"), ("sent", "Sent")]


class SpotFilters(ListFilters):
    search_fields = ("practice__code", "practice__name")


class AuditFilters(ListFilters):
    search_fields = ("code", "name")
    state = django_filters.ChoiceFilter(label="State", choices=STATES, method="in_state")
    network = django_filters.ChoiceFilter(label="Network", choices=[], method="of_network")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "network",
            [
                (network.code, in_words(network.name))
                for network in networks_listed_for(self.request.user).order_by("name")[
                    : MOST_OFFERED + 1
                ]
            ],
        )

    def of_network(
        self, practices: QuerySet[Organisation], _: str, code: str
    ) -> QuerySet[Organisation]:
        return in_network(practices, code, today())

    def in_state(
        self, practices: QuerySet[Organisation], _: str, state: str
    ) -> QuerySet[Organisation]:
        is_so = {
            "to-count": lambda position: position.count is None,
            "pass": lambda position: position.passes is True,
            "fail": lambda position: position.passes is False,
            "sent": lambda position: position.referral is not None,
        }[state]
        here = positions(self.request.audit, practices)  # the view put it there
        return practices.filter(
            pk__in=[position.practice.pk for position in here if is_so(position)]
        )


WORKLIST = Listing(
    name="audits",
    title="Registers to audit",
    columns=(
        Column("Practice", sort="name"),
        Column("Code", sort="code"),
        Column("List", numeric=True),
        Column("Needed", numeric=True),
        Column("On the register", numeric=True),
        Column("State"),
    ),
    order="name",
    filters=AuditFilters,
    none="No practice was commissioned on that day.",
)
SPOTS = Listing(
    name="spot-checks",
    title="Spot checks",
    columns=(
        Column("Practice", sort="practice__name"),
        Column("Code", sort="practice__code"),
        Column("Counted", sort="counted_on", descending=True),
        Column("On the register", sort="patients", numeric=True),
        Column("On an audit’s day"),
        Column("Decision"),
    ),
    order="counted_on",
    filters=SpotFilters,
    none="No register was checked between the audits.",
)


def _position(request: SignedInRequest, audit: AuditDay, code: str) -> Position:
    practice = or_404(audited_practices(request.user, audit).filter(code=code).first())
    return positions(audit, [practice])[0]


def _trail(audit: AuditDay) -> list[tuple[str, str]]:
    return [AUDITS, (written(audit.day), audit_href(audit))]


@require_safe
@allowed_to(audits_registers)
def audits(request: SignedInRequest) -> HttpResponse:
    progress_list = [
        progress(audit, audited_practices(request.user, audit)) for audit in audit_days()
    ]
    spots = counts_visible_to(request.user).filter(kind=RegisterCount.Kind.SPOT)

    def rows(page: Sequence[RegisterCount]) -> list[Row]:
        return spot_rows(page, positions=spot_positions(page))

    listed = SPOTS.answer(request, spots, rows=rows)
    context = {
        "days": [day_card(audit_progress, today()) for audit_progress in progress_list],
        "list": listed,
    }
    return listed.download or render(request, "practices/audits.html", context)


@require_safe
@allowed_to(audits_registers)
def audit(request: SignedInRequest, specification: str, day: date) -> HttpResponse:
    audit = or_404(audit_day(specification, day))
    request.audit = audit  # type: ignore[attr-defined]
    here = audited_practices(request.user, audit)

    def rows(page: Sequence[Organisation]) -> list[Row]:
        return position_rows(audit, positions(audit, page))

    listed = WORKLIST.answer(request, here, rows=rows)
    context = {
        "list": listed,
        "card": day_card(progress(audit, here), today()),
        "audit": audit,
        "counts_href": address(
            "practices:audit_counts", specification=audit.specification, day=audit.day
        )
        if audit.day <= today()
        else "",
        "day": written(audit.day),
        "breadcrumbs": [AUDITS],
    }
    return listed.download or render(request, "practices/audit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(audits_registers)
def audit_counts(request: SignedInRequest, specification: str, day: date) -> HttpResponse:
    audit = or_404(audit_day(specification, day))
    practices = audited_practices(request.user, audit).order_by("name")
    here = [
        position
        for position in positions(audit, practices)
        if can_audit(request.user, position.practice)
    ]
    form = CountsForm(*typed(request), positions=here)
    return answer_form(
        request,
        form,
        lambda: _enter(request, audit, form.counts, form.cleaned_data.get("reason", "")),
        message=_saved_words,
        redirect_to=audit_href(audit),
        refusals=(FileRefusedError,),
        context={
            "title": f"Counts of {written(audit.day)}",
            "button": "Save",
            "caption": audit.title,
            "cancel_href": audit_href(audit),
            "lede": "Leave blank what is not counted yet.",
            "breadcrumbs": _trail(audit),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(audits_registers)
def audit_practice(
    request: SignedInRequest, specification: str, day: date, code: str
) -> HttpResponse:
    audit = or_404(audit_day(specification, day))
    position = _position(request, audit, code)
    form = CountForm(*typed(request), position=position)
    page = PositionPage.of(audit, position, request.user, today())
    return answer_form(
        request,
        form,
        lambda: _enter(
            request,
            audit,
            {position.practice: form.cleaned_data["patients"]},
            form.cleaned_data.get("reason", ""),
        ),
        message=_saved_words,
        redirect_to=audit_href(audit, position.practice),
        template="practices/audit_practice.html",
        refusals=(FileRefusedError,),
        context={"page": page, "breadcrumbs": _trail(audit)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(audits_registers)
def audit_refer(request: SignedInRequest, specification: str, day: date, code: str) -> HttpResponse:
    audit = or_404(audit_day(specification, day))
    position = _position(request, audit, code)
    if position.count is None or position.passes:
        raise Http404
    return _refer(request, position.count, audit_href(audit, position.practice))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(audits_registers)
def spot_refer(request: SignedInRequest, key: int) -> HttpResponse:
    spots = counts_visible_to(request.user).filter(kind=RegisterCount.Kind.SPOT)
    return _refer(request, or_404(spots.filter(pk=key).first()), address("practices:audits"))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(audits_registers)
def spot_check(request: SignedInRequest) -> HttpResponse:
    days = {audit.specification: audit for audit in audit_days()}
    practices = [
        practice for one in days.values() for practice in audited_practices(request.user, one)
    ]
    offered = {
        practice.code: practice for practice in practices if can_audit(request.user, practice)
    }
    form = SpotCheckForm(
        *typed(request),
        specifications=[(code, audit.title) for code, audit in days.items()],
        practices=sorted(offered.values(), key=lambda practice: practice.name),
    )
    return answer_form(
        request,
        form,
        lambda: enter_audits(
            specification=form.cleaned_data["specification"],
            counted_on=form.cleaned_data["counted_on"],
            counts={form.practices[form.cleaned_data["practice"]]: form.cleaned_data["patients"]},
            reason=form.cleaned_data["reason"],
            kind=RegisterCount.Kind.SPOT,
            by=request.user,
        ),
        message="The spot check is on record. It changes no payment",
        redirect_to=address("practices:audits"),
        refusals=(FileRefusedError,),
        context={
            "title": "Enter a spot check",
            "button": "Save",
            "cancel_href": address("practices:audits"),
            "breadcrumbs": [AUDITS],
            "lede": "A check between the audits informs, and can lead to a decision.",
        },
    )


def _enter(
    request: SignedInRequest, audit: AuditDay, counts: dict[Organisation, int], reason: str
) -> Any:
    return enter_audits(
        specification=audit.specification,
        counted_on=audit.day,
        counts=counts,
        reason=reason,
        by=request.user,
    )


def _saved_words(done: Any) -> str:
    return f"Saved: {counted(len(done.added) + len(done.changed), 'count')}"


def _refer(request: SignedInRequest, count: RegisterCount, here: str) -> HttpResponse:
    require(can_refer_audit(request.user, count))
    form = ReferralForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: refer_audit(count=count, note=form.cleaned_data["note"], by=request.user),
        message="Sent to the CCG’s primary care team for a decision",
        redirect_to=here,
        context={
            "title": "Send for a decision",
            "button": "Send",
            "caption": in_words(count.practice.name),
            "cancel_href": here,
            "lede": f"{count.patients:,} patients on {written(count.counted_on)}. Nothing that is"
            " paid changes until the primary care team decides.",
            "breadcrumbs": [AUDITS],
        },
    )
