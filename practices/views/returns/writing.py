"""Writing a return: its questions, checking the answers, sending, and the receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.policy.decision import require
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.return_forms import OvertakenError, save_answers, send_form
from practices.exports.receipts import receipt_name, receipt_pdf
from practices.forms.return_answers import AnswersForm, ClashForm, both
from practices.models import ReturnForm
from practices.pages.receipts import ReceiptPage
from practices.pages.returns import answered
from practices.policy.returns import can_write_form, reads_returns, sends_returns
from practices.rules.questions import said, wrong_with
from practices.rules.return_requests import ReturnKey
from practices.selectors.return_pages import Opened, opened
from practices.views.printed import printed
from practices.views.returns.opening import about

LATER, FIRST, FURTHER = "later", "first", "further"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_answers(request: SignedInRequest, form: ReturnKey, part: str) -> HttpResponse:
    """The questions, or those that the first answers give rise to."""
    return_ = or_404(opened(request.user, form))
    require(can_write_form(request.user, return_.organisation, return_.found))
    answers_form = _sheet(return_, part, *typed(request))
    if not answers_form.questions:
        return redirect(address("practices:return_check", form=form))
    if request.method == "POST" and answers_form.is_valid():
        return _saved(request, return_, answers_form, part)
    typed_from = answers_form.data.get("revision", "") if answers_form.is_bound else ""
    return _asking(
        request, return_, answers_form, _number(typed_from) if typed_from else return_.revision
    )


def _sheet(return_: Opened, part: str, *sent: Any) -> AnswersForm:
    questions = return_.first() if part == FIRST else return_.further()
    return AnswersForm(*sent, questions=questions, answers=return_.answers, files=return_.files())


def _asking(
    request: SignedInRequest, return_: Opened, answers_form: AnswersForm, revision: int
) -> HttpResponse:
    files = any(question.answer == "file" for question in answers_form.questions)
    more = {"form": answers_form, "revision": revision, "multipart": files}
    return render(request, "returns/answers.html", about(return_, **more))


def _saved(
    request: SignedInRequest, return_: Opened, answers_form: AnswersForm, part: str
) -> HttpResponse:
    """Keep what was typed, whatever it is; then say what is wrong with it, or lead on."""
    revision = _number(request.POST.get("revision", ""))
    answers = answers_form.answers
    if "settle" in request.POST:
        clash = _clash(return_, answers_form, request)
        if not clash.is_valid():
            return _both(request, return_, answers_form, clash)
        answers = clash.settled(answers, return_.answers)
    try:
        return_form = answers_form.carry_out(
            lambda: save_answers(
                form=return_.form,
                answers=answers,
                uploads=answers_form.uploads,
                revision=revision,
                by=request.user,
            )
        )
    except OvertakenError:
        return_ = or_404(opened(request.user, return_.form))
        return _both(request, return_, answers_form, _clash(return_, answers_form, None))
    if return_form is None:
        return _asking(request, return_, answers_form, revision)
    if request.POST.get("then") == LATER:
        messages.success(request, "Your draft is saved. Nothing has been sent yet")
        return redirect(address("practices:return", form=return_.form))
    return _led_on(request, return_, return_form, part)


def _led_on(
    request: SignedInRequest, return_: Opened, return_form: ReturnForm, part: str
) -> HttpResponse:
    return_ = or_404(opened(request.user, return_.form))
    answers_form = _sheet(return_, part, request.POST, None)
    wrong = {
        question.key: wrong_with(question, return_form.answers.get(question.key))
        for question in answers_form.questions
    }
    if any(wrong.values()):
        answers_form.complain(wrong)
        return _asking(request, return_, answers_form, return_form.revision)
    more = part == FIRST and bool(return_.further())
    return redirect(
        address("practices:return_further" if more else "practices:return_check", form=return_.form)
    )


def _clash(
    return_: Opened, answers_form: AnswersForm, request: SignedInRequest | None
) -> ClashForm:
    questions = both(answers_form.questions, answers_form.answers, return_.answers)
    who = str(return_.found.saved_by) if return_.found else ""
    return ClashForm(request.POST if request else None, questions=questions, who=who)


def _both(
    request: SignedInRequest, return_: Opened, answers_form: AnswersForm, clash: ClashForm
) -> HttpResponse:
    """Tell the second of two people, and show them both versions, question by question."""
    pairs = [
        (
            question.ask,
            said(question, answers_form.answers.get(question.key)) or "Nothing",
            said(question, return_.answers.get(question.key)) or "Nothing",
            clash[f"keep-{question.key}"],
        )
        for question in clash.questions
    ]
    typed_now = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "revision", "settle", "typed_by", "then")
        and not name.startswith("keep-")
        for value in values
    ]
    who = return_.found.saved_by if return_.found else ""
    more = {"form": clash, "pairs": pairs, "typed": typed_now, "who": who}
    return render(request, "returns/both.html", about(return_, revision=return_.revision, **more))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_returns)
def return_check(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    """Check the answers, then send them."""
    return_ = or_404(opened(request.user, form))
    if request.method == "POST":
        answers_form = AnswersForm(request.POST, questions=[], answers={}, files={})
        revision = _number(request.POST.get("revision", ""))
        try:
            sent = answers_form.carry_out(
                lambda: send_form(form=form, revision=revision, by=request.user)
            )
        except OvertakenError as error:
            messages.warning(request, f"{error.form.saved_by} changed it meanwhile: check it again")
            return redirect(address("practices:return_check", form=form))
        if sent:
            return redirect(address("practices:return_sent", form=form, number=sent.number))
    else:
        require(can_write_form(request.user, return_.organisation, return_.found))
        answers_form = AnswersForm(questions=[], answers={}, files={})
    questions = return_.questions()
    wrong = [
        (wrong_with(question, return_.answers.get(question.key)), _place(return_, question.key))
        for question in questions
    ]
    more = {
        "form": answers_form,
        "rows": _checked(return_),
        "wrong": [mistake for mistake in wrong if mistake[0]],
        "timing": return_.asked.timing(today()),
        "revision": return_.revision,
    }
    return render(request, "returns/check.html", about(return_, **more))


def _place(return_: Opened, key: str) -> str:
    first = {question.key for question in return_.first()}
    page = "practices:return_answers" if key in first else "practices:return_further"
    return f"{address(page, form=return_.form)}#id_{key}"


def _checked(return_: Opened) -> list[SummaryRow]:
    questions = return_.questions()
    rows = answered(questions, return_.answers, return_.files())
    return [
        SummaryRow(
            row.key,
            row.value,
            href=row.href,
            change_href=_place(return_, question.key),
            change_what=f"the answer to “{question.ask}”",
        )
        for question, row in zip(questions, rows, strict=True)
    ]


@require_safe
@allowed_to(reads_returns)
def return_sent(request: SignedInRequest, form: ReturnKey, number: int) -> HttpResponse:
    """One sending: its receipt, with the answers as they were sent."""
    return_ = or_404(opened(request.user, form))
    sending = or_404(return_.sending(number))
    page = ReceiptPage.of(return_, sending)
    return render(request, "returns/sent.html", about(return_, page=page))


@require_safe
@allowed_to(reads_returns)
def return_receipt(request: SignedInRequest, form: ReturnKey, number: int) -> HttpResponse:
    """The receipt as a PDF."""
    return_ = or_404(opened(request.user, form))
    sending = or_404(return_.sending(number))
    page = ReceiptPage.of(return_, sending)
    return printed(request, receipt_name(return_, number), lambda: receipt_pdf(page))
