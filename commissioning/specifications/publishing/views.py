"""Specifications as people read them, and what is said to a variation."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.models import Role, SpecificationVersion
from commissioning.policy.roles import acts_for
from commissioning.specifications.publishing.agreement_actions import answer_variation
from commissioning.specifications.publishing.forms import AgreementForm
from commissioning.specifications.publishing.pages import (
    SpecificationPage,
    specification_href,
    version_rows,
)
from commissioning.specifications.publishing.policy import (
    answers_as_party,
    answers_variations,
    can_approve_specification,
    can_publish_specification,
    reads_specifications,
)
from commissioning.specifications.publishing.selectors import (
    governing_version,
    parsed,
    versions_visible_to,
    visible_version,
)
from commissioning.specifications.publishing.variations import wanted_for
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed


class VersionFilters(ListFilters):
    search_fields = ("title", "code", "version")
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[("approved", "Approved"), ("waiting", "Waits for approval")],
        method="in_state",
    )

    def in_state(
        self,
        versions: QuerySet[SpecificationVersion],
        name: str,  # noqa: ARG002  (django-filter passes it)
        value: str,
    ) -> QuerySet[SpecificationVersion]:
        return versions.filter(approved_at__isnull=value == "waiting")


VERSIONS = Listing(
    name="specifications",
    title="Specifications, each in its versions",
    columns=(
        Column("Specification", sort="title"),
        Column("Version", sort="version"),
        Column("From", sort="period_from", descending=True),
        Column("To", sort="period_to", descending=True),
        Column("In force from", sort="in_force_from", descending=True),
        Column("State"),
    ),
    order="title",
    filters=VersionFilters,
    none="No specification has been published yet.",
)


@require_safe
@allowed_to(reads_specifications)
def specifications(request: SignedInRequest) -> HttpResponse:
    list_page = VERSIONS.answer(request, versions_visible_to(request.user), rows=version_rows)
    publishes = can_publish_specification(request.user)
    context = {"list": list_page, "publishes": publishes}
    return list_page.download or render(request, "specifications/specifications.html", context)


@require_safe
@allowed_to(reads_specifications)
def specification(request: SignedInRequest, code: str) -> HttpResponse:
    return _shown(request, or_404(governing_version(request.user, code, today())))


@require_safe
@allowed_to(reads_specifications)
def specification_version(request: SignedInRequest, code: str, version: str) -> HttpResponse:
    return _shown(request, or_404(visible_version(request.user, code, version)))


def _shown(request: SignedInRequest, version: SpecificationVersion) -> HttpResponse:
    user = request.user
    versions = list(versions_visible_to(user).filter(code=version.code))
    wanted = wanted_for(version)
    context = {
        "page": SpecificationPage.of(version, parsed(version), versions, wanted),
        "worth": bool(acts_for(user, Role.PRACTICE) or acts_for(user, Role.PCN_DIRECTOR)),
        "affects": bool(can_publish_specification(user)),
        "approves": bool(can_approve_specification(user, version)),
        "answers": bool(wanted and answers_variations(user) and not version.approved_at),
        "breadcrumbs": [("Specifications", address("specifications"))],
    }
    return render(request, "specifications/specification.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_variations)
def specification_agree(request: SignedInRequest, code: str, version: str) -> HttpResponse:
    published_version = or_404(visible_version(request.user, code, version))
    own = [
        agreement
        for agreement in wanted_for(published_version)
        if answers_as_party(request.user, agreement.party, agreement.pcn)
    ]
    wanted = own or (
        wanted_for(published_version) if can_publish_specification(request.user) else []
    )
    if not wanted:
        raise Http404
    form = AgreementForm(*typed(request), wanted=wanted, own=bool(own), on=today())
    back = specification_href(code, version)
    return answer_form(
        request,
        form,
        lambda: answer_variation(version=published_version, by=request.user, **form.answer),
        redirect_to=back,
        template="specifications/agree.html",
        context={
            "title": f"Answer to {published_version}",
            "cancel_href": back,
            "button": "Record the answer",
            "breadcrumbs": [
                ("Specifications", address("specifications")),
                (str(published_version), back),
            ],
        },
    )
