"""Publishing a specification: its file, a draft of it, what it changes, and its approval."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.counts import counted
from commissioning.models import SpecificationDraft, SpecificationVersion
from commissioning.specifications.differences import differences_between
from commissioning.specifications.publishing.actions import Minuted, approve_specification
from commissioning.specifications.publishing.draft_actions import (
    discard_draft,
    draft_specification,
    publish_draft,
)
from commissioning.specifications.publishing.forms import (
    SpecificationUploadForm,
    VersionApprovalForm,
)
from commissioning.specifications.publishing.pages import (
    SpecificationPage,
    agreements_table,
    approval_rows,
    specification_href,
)
from commissioning.specifications.publishing.policy import (
    can_approve_specification,
    can_publish_draft,
    can_publish_specification,
)
from commissioning.specifications.publishing.selectors import (
    drafts_of,
    parsed,
    version_before,
    visible_version,
)
from commissioning.specifications.publishing.variations import missing_agreements, wanted_for
from commissioning.specifications.schema import Specification, SpecificationError
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.engine.what_if import as_if_published, effect_of
from payments.pages.effects import EffectPage, codes_in, titles_in
from payments.selectors.forecasts import names_of_payees, too_many_to_work_out
from payments.selectors.payees import titles_of

MOST_MISTAKES = 100  # shown at once; a file with more is not a specification
SPECIFICATIONS = ("Specifications", address_later("specifications"))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_publish_specification)
def specification_publish(request: SignedInRequest) -> HttpResponse:
    form = SpecificationUploadForm(*typed(request))
    mistakes: list[str] = []

    def draft() -> SpecificationDraft:
        try:
            return draft_specification(by=request.user, **form.cleaned_data)
        except SpecificationError as wrong:
            mistakes.extend(str(mistake) for mistake in wrong.mistakes)
            raise ValidationError({"text": _mistakes_in_words(len(mistakes))}) from wrong

    return answer_form(
        request,
        form,
        draft,
        redirect_to=lambda made: reverse("payments:specification_draft", args=[made.pk]),
        template="specifications/publish.html",
        context=lambda: {
            "mistakes": mistakes[:MOST_MISTAKES],
            "drafts": drafts_of(request.user),
            "breadcrumbs": [SPECIFICATIONS],
        },
    )


def _mistakes_in_words(number: int) -> str:
    first = f", the first {MOST_MISTAKES} of them below" if number > MOST_MISTAKES else ""
    words = counted(number, "mistake")
    return f"The file has {words}{first}: mend them in the file and choose it again"


def _effect(version: SpecificationVersion) -> tuple[EffectPage, Specification]:
    """What a version that nobody approved changes, in its words and in pounds."""
    spec = parsed(version)
    before = version_before(version)
    differences = differences_between(parsed(before), spec) if before else []
    too_many = too_many_to_work_out()
    effect = None if version.approved_at or too_many else effect_of(version, today())
    both = (effect.before, effect.after) if effect else ()
    page = EffectPage.of(
        f"version {before.version}" if before else "",
        differences,
        effect,
        names_of_payees(codes_in(*both)),
        titles_of(titles_in(*both)),
        too_many=too_many,
    )
    return page, spec


@require_safe
@allowed_to(can_publish_specification)
def specification_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = or_404(drafts_of(request.user).filter(pk=pk).first())
    try:
        version = as_if_published(draft.text)
    except SpecificationError as wrong:
        return _unreadable(request, draft, wrong)
    version.reason = draft.reason
    effect, spec = _effect(version)
    context = {
        "draft": draft,
        "effect": effect,
        "page": SpecificationPage.of(version, spec),
        "allowed": can_publish_draft(request.user, draft),
        "breadcrumbs": [
            SPECIFICATIONS,
            ("Publish a specification", address("payments:specification_publish")),
        ],
    }
    return render(request, "specifications/draft.html", context)


def _unreadable(
    request: SignedInRequest, draft: SpecificationDraft, wrong: SpecificationError
) -> HttpResponse:
    """A draft that was kept before what a file may hold changed, and reads well no more."""
    context = {
        "draft": draft,
        "mistakes": [str(mistake) for mistake in wrong.mistakes[:MOST_MISTAKES]],
        "number": len(wrong.mistakes),
        "allowed": can_publish_draft(request.user, draft),
        "breadcrumbs": [
            SPECIFICATIONS,
            ("Publish a specification", address("payments:specification_publish")),
        ],
    }
    return render(request, "specifications/draft_unreadable.html", context)


@require_POST
@allowed_to(can_publish_specification)
def specification_draft_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = or_404(drafts_of(request.user).filter(pk=pk).first())
    try:
        version = publish_draft(draft=draft, by=request.user)
    except SpecificationError:  # the draft's own page says what is wrong with it
        return redirect("payments:specification_draft", pk=pk)
    return redirect(specification_href(version.code, version.version))


@require_POST
@allowed_to(can_publish_specification)
def specification_draft_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = or_404(drafts_of(request.user).filter(pk=pk).first())
    discard_draft(draft=draft, by=request.user)
    return redirect("payments:specification_publish")


@require_safe
@allowed_to(can_publish_specification)
def specification_effects(request: SignedInRequest, code: str, version: str) -> HttpResponse:
    specification_version = or_404(visible_version(request.user, code, version))
    context = _about(request, specification_version)
    context["breadcrumbs"] = [
        SPECIFICATIONS,
        (str(specification_version), specification_href(code, version)),
    ]
    return render(request, "specifications/effects.html", context)


def _about(request: SignedInRequest, version: SpecificationVersion) -> dict[str, object]:
    effect, _ = _effect(version)
    missing = missing_agreements(version)
    return {
        "version": version,
        "effect": effect,
        "agreements": agreements_table(wanted_for(version)),
        "came_about": approval_rows(version),
        "allowed": can_approve_specification(request.user, version, missing),
        "approve_href": f"{specification_href(version.code, version.version)}approve/",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_publish_specification)
def specification_approve(request: SignedInRequest, code: str, version: str) -> HttpResponse:
    specification_version = or_404(visible_version(request.user, code, version))
    form = VersionApprovalForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: approve_specification(
            version=specification_version, minuted=Minuted(**form.cleaned_data), by=request.user
        ),
        redirect_to=specification_href(code, version),
        template="specifications/approve.html",
        context=lambda: {
            **_about(request, specification_version),
            "title": f"Approve {specification_version}",
            "breadcrumbs": [
                SPECIFICATIONS,
                (str(specification_version), specification_href(code, version)),
            ],
        },
    )
