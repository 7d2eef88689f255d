"""What a practice asked for: the page, the comment, the decision, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.policy import SignedInRequest, allowed_to, require
from commissioning.selectors.specifications import parsed
from commissioning.specifications.types import Specification
from commissioning.typed import typed
from practices.actions.agreed_registers import decide_register, write_about_register
from practices.actions.answers import decide_sign_up_request
from practices.actions.asked import comment_on, withdraw
from practices.actions.deviations import decide_deviation
from practices.actions.offers import decide_offer
from practices.forms.answers import DecideForm, WordsForm
from practices.models import Asked, Discussed, RegisterProposal, SignUpRequest
from practices.pages.asked import DECIDED, AskedPage, asked_href
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
from practices.selectors.asked import visible_asked
from practices.selectors.organisations import network_of

DECIDE: dict[str, Callable[..., Any]] = {
    "deviations": lambda asked, **more: decide_deviation(deviation=asked, **more),
    "offers": lambda asked, **more: decide_offer(offer=asked, **more),
    "registers": lambda asked, **more: decide_register(proposal=asked, **more),
    "sign-up-requests": lambda asked, **more: decide_sign_up_request(request=asked, **more),
}


def _asked_or_404(request: SignedInRequest, kind: str, pk: int) -> Asked:
    found = visible_asked(request.user, kind, pk)
    if found is None:
        raise Http404
    return found


def _specification(asked: Asked) -> Specification:
    version = getattr(asked, "version", None)
    return parsed(version or governing(asked.specification))


def _trail(asked: Asked, kind: str) -> list[tuple[str, str]]:
    return [
        ("Sign-ups", "/sign-ups/"),
        (_specification(asked).title, f"/sign-ups/{asked.specification}/{asked.practice.code}/"),
        (DECIDED[kind][0], asked_href(asked)),
    ]


@require_safe
@allowed_to(reads_sign_ups)
def asked(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    found = _asked_or_404(request, kind, pk)
    comments = (
        can_comment(request.user, found, network_of(found.practice, today()))
        if isinstance(found, Discussed)
        else None
    )
    directs = bool(comments_on_practices(request.user))
    proposal = found if isinstance(found, RegisterProposal) else None
    page = AskedPage.of(
        found,
        _specification(found),
        can_comment=bool(comments),
        why_no_comment=comments.reason if comments is not None and directs else "",
        can_decide=bool(can_decide_asked(request.user, found)),
        can_withdraw=bool(can_withdraw(request.user, found)),
        on=today(),
        messages=messages_about(proposal) if proposal else (),
        talks=proposal is not None and bool(can_talk_about(request.user, found.practice)),
    )
    context = {"page": page, "breadcrumbs": _trail(found, kind)[:-1]}
    return render(request, "practices/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(comments_on_practices)
def asked_comment(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    found = _asked_or_404(request, kind, pk)
    if not isinstance(found, Discussed):
        raise Http404
    require(can_comment(request.user, found, network_of(found.practice, today())))
    form = WordsForm(
        *typed(request),
        label="What does the network think of it?",
        missing="Write what the network thinks of it",
        initial={"text": found.comment},
    )
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if form.carry_out(lambda: comment_on(asked=found, text=text, by=request.user)):
            messages.success(request, "Your comment is saved. The CCG and the practice can read it")
            return redirect(asked_href(found))
    return _form(request, found, kind, form, "Comment for the network", "Save comment")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(decides_sign_ups)
def asked_decide(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    found = _asked_or_404(request, kind, pk)
    require(can_decide_asked(request.user, found))
    title, yes, no = DECIDED[kind]
    first = found.starts_on if isinstance(found, SignUpRequest) else None
    form = DecideForm(*typed(request), yes=yes, no=no, counts_from=first)
    if request.method == "POST" and form.is_valid():
        decision = form.decision
        if form.carry_out(lambda: DECIDE[kind](found, by=request.user, **decision)):
            messages.success(request, "Your decision is saved. The practice can read it")
            return redirect(asked_href(found))
    return _form(request, found, kind, form, f"Decide: {title.lower()}", "Save decision")


@require_POST
@allowed_to(answers_sign_ups)
def asked_withdraw(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    found = _asked_or_404(request, kind, pk)
    withdraw(asked=found, by=request.user)
    messages.success(request, "Taken back. It stays on record as withdrawn")
    return redirect(asked_href(found))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def register_write(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _asked_or_404(request, "registers", pk)
    require(can_talk_about(request.user, found.practice))
    form = WordsForm(*typed(request), label="Your message", missing="Write a message")
    if request.method == "POST" and form.is_valid() and isinstance(found, RegisterProposal):
        text = form.cleaned_data["text"]
        if form.carry_out(lambda: write_about_register(proposal=found, text=text, by=request.user)):
            messages.success(request, "Your message is sent")
            return redirect(asked_href(found))
    return _form(request, found, "registers", form, "Write about the register", "Send message")


def _form(
    request: SignedInRequest, found: Asked, kind: str, form: Any, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "caption": found.practice.name,
        "button": button,
        "cancel_href": asked_href(found),
        "breadcrumbs": _trail(found, kind),
    }
    return render(request, "form_page.html", context)
