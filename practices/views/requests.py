"""What a practice asked for: the page, the comment, the decision, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.policy.decision import require
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.agreed_registers import decide_register, write_about_register
from practices.actions.answers import decide_sign_up_request
from practices.actions.deviations import decide_deviation
from practices.actions.offers import decide_offer
from practices.actions.requests import comment_on, withdraw
from practices.forms.answers import CommentForm, RequestDecisionForm
from practices.models import Asked, Discussed, RegisterProposal, SignUpRequest
from practices.pages.requests import DECIDED, AskedPage, asked_href
from practices.policy.sign_ups import (
    answers_sign_ups,
    can_comment,
    can_decide_asked,
    can_talk_about,
    can_withdraw,
    comments_on_practices,
    decides_sign_ups,
    reads_sign_ups,
)
from practices.selectors.agreed_registers import messages_about
from practices.selectors.answering import governing
from practices.selectors.organisations import network_of
from practices.selectors.requests import visible_asked

DECIDE: dict[str, Callable[..., Any]] = {
    "deviations": lambda practice_request, **more: decide_deviation(
        deviation=practice_request, **more
    ),
    "offers": lambda practice_request, **more: decide_offer(offer=practice_request, **more),
    "registers": lambda practice_request, **more: decide_register(
        proposal=practice_request, **more
    ),
    "sign-up-requests": lambda practice_request, **more: decide_sign_up_request(
        request=practice_request, **more
    ),
}


def _specification(practice_request: Asked) -> Specification:
    version = getattr(practice_request, "version", None)
    return parsed(version or governing(practice_request.specification))


def _trail(practice_request: Asked, kind: str) -> list[tuple[str, str]]:
    return [
        ("Sign-ups", address("practices:sign_ups")),
        (
            _specification(practice_request).title,
            address(
                "practices:sign_up",
                specification=practice_request.specification,
                practice=practice_request.practice.code,
            ),
        ),
        (DECIDED[kind][0], asked_href(practice_request)),
    ]


@require_safe
@allowed_to(reads_sign_ups)
def asked(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    practice_request = or_404(visible_asked(request.user, kind, pk))
    comments = (
        can_comment(request.user, practice_request, network_of(practice_request.practice, today()))
        if isinstance(practice_request, Discussed)
        else None
    )
    directs = bool(comments_on_practices(request.user))
    proposal = practice_request if isinstance(practice_request, RegisterProposal) else None
    page = AskedPage.of(
        practice_request,
        _specification(practice_request),
        can_comment=bool(comments),
        why_no_comment=comments.reason if comments is not None and directs else "",
        can_decide=bool(can_decide_asked(request.user, practice_request)),
        can_withdraw=bool(can_withdraw(request.user, practice_request)),
        on=today(),
        messages=messages_about(proposal) if proposal else (),
        talks=proposal is not None
        and bool(can_talk_about(request.user, practice_request.practice)),
    )
    context = {"page": page, "breadcrumbs": _trail(practice_request, kind)[:-1]}
    return render(request, "practices/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(comments_on_practices)
def asked_comment(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    practice_request = or_404(visible_asked(request.user, kind, pk))
    if not isinstance(practice_request, Discussed):
        raise Http404
    require(
        can_comment(request.user, practice_request, network_of(practice_request.practice, today()))
    )
    form = CommentForm(
        *typed(request),
        label="What does the network think of it?",
        missing="Write what the network thinks of it",
        initial={"text": practice_request.comment},
    )
    return answer_form(
        request,
        form,
        lambda: comment_on(
            practice_request=practice_request, text=form.cleaned_data["text"], by=request.user
        ),
        message="Your comment is saved. The CCG and the practice can read it",
        redirect_to=asked_href(practice_request),
        context=_about(practice_request, kind, "Comment for the network", "Save comment"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(decides_sign_ups)
def asked_decide(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    practice_request = or_404(visible_asked(request.user, kind, pk))
    require(can_decide_asked(request.user, practice_request))
    title, yes, no = DECIDED[kind]
    first = practice_request.starts_on if isinstance(practice_request, SignUpRequest) else None
    form = RequestDecisionForm(*typed(request), yes=yes, no=no, counts_from=first)
    return answer_form(
        request,
        form,
        lambda: DECIDE[kind](practice_request, by=request.user, **form.decision),
        message="Your decision is saved. The practice can read it",
        redirect_to=asked_href(practice_request),
        context=_about(practice_request, kind, f"Decide: {title.lower()}", "Save decision"),
    )


@require_POST
@allowed_to(answers_sign_ups)
def asked_withdraw(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    practice_request = or_404(visible_asked(request.user, kind, pk))
    withdraw(practice_request=practice_request, by=request.user)
    messages.success(request, "Taken back. It stays on record as withdrawn")
    return redirect(asked_href(practice_request))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def register_write(request: SignedInRequest, pk: int) -> HttpResponse:
    practice_request = or_404(visible_asked(request.user, "registers", pk))
    if not isinstance(practice_request, RegisterProposal):
        raise Http404
    require(can_talk_about(request.user, practice_request.practice))
    form = CommentForm(*typed(request), label="Your message", missing="Write a message")
    return answer_form(
        request,
        form,
        lambda: write_about_register(
            proposal=practice_request, text=form.cleaned_data["text"], by=request.user
        ),
        message="Your message is sent",
        redirect_to=asked_href(practice_request),
        context=_about(practice_request, "registers", "Write about the register", "Send message"),
    )


def _about(practice_request: Asked, kind: str, title: str, button: str) -> dict[str, object]:
    """The page of a form about what a practice asked for."""
    return {
        "title": title,
        "caption": practice_request.practice.name,
        "button": button,
        "cancel_href": asked_href(practice_request),
        "breadcrumbs": _trail(practice_request, kind),
    }
