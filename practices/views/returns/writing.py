"""Writing a return: its questions, checking the answers, sending, and the receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.pages import SummaryRow
from commissioning.policy import SignedInRequest, allowed_to, require
from commissioning.typed import typed
from practices.actions.return_forms import OvertakenError, save_answers, send_form
from practices.exports.receipts import receipt_name, receipt_pdf
from practices.forms.return_answers import AnswersForm, ClashForm, both
from practices.models import ReturnForm
from practices.pages.receipts import ReceiptPage
from practices.pages.returns import answered
from practices.policy.returns import can_write_form, reads_returns, sends_returns
from practices.rules.asked import Form
from practices.rules.questions import said, wrong_with
from practices.selectors.return_pages import Opened
from practices.views.printed import printed
from practices.views.returns.opening import about, opened_or_404

LATER, FIRST, FURTHER = "later", "first", "further"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_answers(request: SignedInRequest, form: Form, part: str) -> HttpResponse:
    """The questions, or those that the first answers give rise to."""
    shown = opened_or_404(request.user, form)
    require(can_write_form(request.user, shown.organisation, shown.found))
    asked = _sheet(shown, part, *typed(request))
    if not asked.questions:
        return redirect(f"{form.href}check/")
    if request.method == "POST" and asked.is_valid():
        return _saved(request, shown, asked, part)
    typed_from = asked.data.get("revision", "") if asked.is_bound else ""
    return _asking(request, shown, asked, _number(typed_from) if typed_from else shown.revision)


def _sheet(shown: Opened, part: str, *sent: Any) -> AnswersForm:
    questions = shown.first() if part == FIRST else shown.further()
    return AnswersForm(*sent, questions=questions, answers=shown.answers, files=shown.files())


def _asking(
    request: SignedInRequest, shown: Opened, asked: AnswersForm, revision: int
) -> HttpResponse:
    files = any(each.answer == "file" for each in asked.questions)
    more = {"form": asked, "revision": revision, "multipart": files}
    return render(request, "returns/answers.html", about(shown, **more))


def _saved(request: SignedInRequest, shown: Opened, asked: AnswersForm, part: str) -> HttpResponse:
    """Keep what was typed, whatever it is; then say what is wrong with it, or lead on."""
    revision = _number(request.POST.get("revision", ""))
    answers = asked.answers
    if "settle" in request.POST:
        clash = _clash(shown, asked, request)
        if not clash.is_valid():
            return _both(request, shown, asked, clash)
        answers = clash.settled(answers, shown.answers)
    try:
        kept = asked.carry_out(
            lambda: save_answers(
                form=shown.form,
                answers=answers,
                uploads=asked.uploads,
                revision=revision,
                by=request.user,
            )
        )
    except OvertakenError:
        shown = opened_or_404(request.user, shown.form)
        return _both(request, shown, asked, _clash(shown, asked, None))
    if kept is None:
        return _asking(request, shown, asked, revision)
    if request.POST.get("then") == LATER:
        messages.success(request, "Your draft is saved. Nothing has been sent yet")
        return redirect(shown.form.href)
    return _led_on(request, shown, kept, part)


def _led_on(request: SignedInRequest, shown: Opened, kept: ReturnForm, part: str) -> HttpResponse:
    shown = opened_or_404(request.user, shown.form)
    asked = _sheet(shown, part, request.POST, None)
    wrong = {each.key: wrong_with(each, kept.answers.get(each.key)) for each in asked.questions}
    if any(wrong.values()):
        asked.complain(wrong)
        return _asking(request, shown, asked, kept.revision)
    more = part == FIRST and bool(shown.further())
    return redirect(f"{shown.form.href}{'further-answers' if more else 'check'}/")


def _clash(shown: Opened, asked: AnswersForm, request: SignedInRequest | None) -> ClashForm:
    questions = both(asked.questions, asked.answers, shown.answers)
    who = str(shown.found.saved_by) if shown.found else ""
    return ClashForm(request.POST if request else None, questions=questions, who=who)


def _both(
    request: SignedInRequest, shown: Opened, asked: AnswersForm, clash: ClashForm
) -> HttpResponse:
    """Tell the second of two people, and show them both versions, question by question."""
    pairs = [
        (
            each.ask,
            said(each, asked.answers.get(each.key)) or "Nothing",
            said(each, shown.answers.get(each.key)) or "Nothing",
            clash[f"keep-{each.key}"],
        )
        for each in clash.questions
    ]
    typed_now = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "revision", "settle", "typed_by", "then")
        and not name.startswith("keep-")
        for value in values
    ]
    who = shown.found.saved_by if shown.found else ""
    more = {"form": clash, "pairs": pairs, "typed": typed_now, "who": who}
    return render(request, "returns/both.html", about(shown, revision=shown.revision, **more))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_check(request: SignedInRequest, form: Form) -> HttpResponse:
    """Check the answers, then send them."""
    shown = opened_or_404(request.user, form)
    if request.method == "POST":
        asked = AnswersForm(request.POST, questions=[], answers={}, files={})
        revision = _number(request.POST.get("revision", ""))
        try:
            sent = asked.carry_out(lambda: send_form(form=form, revision=revision, by=request.user))
        except OvertakenError as told:
            messages.warning(request, f"{told.form.saved_by} changed it meanwhile: check it again")
            return redirect(f"{form.href}check/")
        if sent:
            return redirect(f"{form.href}sent/{sent.number}/")
    else:
        require(can_write_form(request.user, shown.organisation, shown.found))
        asked = AnswersForm(questions=[], answers={}, files={})
    questions = shown.questions()
    wrong = [
        (wrong_with(each, shown.answers.get(each.key)), _place(shown, each.key))
        for each in questions
    ]
    more = {
        "form": asked,
        "rows": _checked(shown),
        "wrong": [each for each in wrong if each[0]],
        "timing": shown.asked.timing(today()),
        "revision": shown.revision,
    }
    return render(request, "returns/check.html", about(shown, **more))


def _place(shown: Opened, key: str) -> str:
    first = {each.key for each in shown.first()}
    return f"{shown.form.href}{'answers' if key in first else 'further-answers'}/#id_{key}"


def _checked(shown: Opened) -> list[SummaryRow]:
    questions = shown.questions()
    rows = answered(questions, shown.answers, shown.files())
    return [
        SummaryRow(
            row.key,
            row.value,
            href=row.href,
            change_href=_place(shown, each.key),
            change_what=f"the answer to “{each.ask}”",
        )
        for each, row in zip(questions, rows, strict=True)
    ]


@require_safe
@allowed_to(reads_returns)
def return_sent(request: SignedInRequest, form: Form, number: int) -> HttpResponse:
    """One sending: its receipt, with the answers as they were sent."""
    shown = opened_or_404(request.user, form)
    sending = shown.sending(number)
    if sending is None:
        raise Http404
    page = ReceiptPage.of(shown, sending)
    return render(request, "returns/sent.html", about(shown, page=page))


@require_safe
@allowed_to(reads_returns)
def return_receipt(request: SignedInRequest, form: Form, number: int) -> HttpResponse:
    """The receipt as a PDF."""
    shown = opened_or_404(request.user, form)
    sending = shown.sending(number)
    if sending is None:
        raise Http404
    page = ReceiptPage.of(shown, sending)
    return printed(request, receipt_name(shown, number), lambda: receipt_pdf(page))
