"""Interpretations with the pounds they are worth, and how a specification is worth to one payee."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.models import Organisation, SpecificationDraft, SpecificationVersion
from commissioning.specifications.publishing.cards import interpretations_href, specification_href
from commissioning.specifications.publishing.draft_actions import draft_specification
from commissioning.specifications.publishing.forms import InterpretationReasonForm
from commissioning.specifications.publishing.policy import (
    can_publish_specification,
    reads_specifications,
)
from commissioning.specifications.publishing.selectors import governing_version, parsed
from commissioning.specifications.rewriting import with_reading
from commissioning.specifications.schema import Interpretation, Specification, SpecificationError
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.engine.what_if import worth_of_options
from payments.engine.worth import worth_to
from payments.pages.interpretations import InterpretationCard, InterpretationsPage
from payments.pages.words import ActionLink
from payments.pages.worth import WorthPage
from payments.policy.forecasts import reads_everybodys_worth, reads_what_it_is_worth
from payments.selectors.forecasts import own_payees, payees_to_choose, too_many_to_work_out
from payments.selectors.visible import visible_payee


def _trail(version: SpecificationVersion) -> list[tuple[str, str]]:
    return [
        ("Specifications", address("specifications")),
        (version.title, specification_href(version.code)),
    ]


@require_safe
@allowed_to(reads_specifications)
def interpretations(request: SignedInRequest, code: str) -> HttpResponse:
    version = or_404(governing_version(request.user, code, today()))
    spec = parsed(version)
    everybody = reads_everybodys_worth(request.user)
    payees = payees_to_choose(request.user)
    payee = _asked(request, everybody=everybody)
    too_many = payee is None and (not everybody or too_many_to_work_out())
    interpretation = _computed(spec, request.GET.get("worth", ""))
    worths = {}
    if interpretation and not too_many:
        worths[interpretation.code] = worth_of_options(spec, interpretation, today(), payee)
    whose = in_words(payee.name) if payee else "all practices and networks"
    context = {
        "page": InterpretationsPage.of(
            spec, worths, "" if too_many else whose, request.GET.get("payee", "")
        ),
        "payees": payees,
        "everybody": everybody,
        "chosen": payee.code if payee else "",
        "changes": bool(can_publish_specification(request.user)),
        "breadcrumbs": _trail(version),
    }
    return render(request, "specifications/interpretations.html", context)


def _computed(spec: Specification, code: str) -> Interpretation | None:
    """The interpretation whose pounds the address asks for, if it asks for any."""
    interpretation = spec.interpretation(code) if code else None
    if code and not (interpretation and interpretation.computed):
        raise Http404
    return interpretation


def _asked(request: SignedInRequest, *, everybody: bool) -> Organisation | None:
    """The payee that the address asks for; without one, everybody or one's own first."""
    code = request.GET.get("payee", "")
    if code:
        return or_404(visible_payee(request.user, code) if code.isalnum() else None)
    return None if everybody else own_payees(request.user).first()


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_publish_specification)
def interpretation_change(request: SignedInRequest, code: str, reading: str) -> HttpResponse:
    version = or_404(governing_version(request.user, code, today()))
    spec = parsed(version)
    entry = or_404(spec.interpretation(reading))
    form = InterpretationReasonForm(*typed(request))
    form.fields["option"].choices = [  # type: ignore[attr-defined]
        (option.option, option.means) for option in entry.options if option.option != entry.chosen
    ]

    def draft() -> SpecificationDraft:
        values = form.cleaned_data
        try:
            text = with_reading(version.text, reading, values["option"], values["version"])
            return draft_specification(text=text, reason=values["reason"], by=request.user)
        except SpecificationError as wrong:
            mistakes = "; ".join(str(mistake) for mistake in wrong.mistakes)
            raise ValidationError({"version": mistakes}) from wrong

    back = interpretations_href(code)
    return answer_form(
        request,
        form,
        draft,
        redirect_to=lambda made: reverse("payments:specification_draft", args=[made.pk]),
        template="specifications/interpretation_change.html",
        context={
            "title": f"Read {entry.code} otherwise",
            "caption": entry.title,
            "card": InterpretationCard.of(spec, entry, {}),
            "button": "See what it would change",
            "cancel_href": f"{back}#{entry.code}",
            "breadcrumbs": [*_trail(version), ("Interpretations", back)],
        },
    )


@require_safe
@allowed_to(reads_what_it_is_worth)
def worth(request: SignedInRequest, code: str) -> HttpResponse:
    version = or_404(governing_version(request.user, code, today()))
    payees = payees_to_choose(request.user)
    if len(payees) == 1:
        return redirect("payments:worth_to", code=code, payee=payees[0][0])
    links = [
        ActionLink(name, address("payments:worth_to", code=code, payee=payee))
        for payee, name in payees
    ]
    context = {"links": links, "title": version.title, "breadcrumbs": _trail(version)}
    return render(request, "specifications/worth_whose.html", context)


@require_safe
@allowed_to(reads_what_it_is_worth)
def worth_to_payee(request: SignedInRequest, code: str, payee: str) -> HttpResponse:
    version = or_404(governing_version(request.user, code, today()))
    organisation = or_404(visible_payee(request.user, payee))
    spec = parsed(version)
    page = WorthPage.of(organisation, spec, worth_to(organisation, spec, today()))
    context = {"page": page, "breadcrumbs": _trail(version)}
    return render(request, "specifications/worth.html", context)
