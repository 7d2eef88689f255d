"""Queries about payment lines: on each line, and in a list."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions import queries as actions
from payments.forms.queries import MessageForm
from payments.models import LineQuery, PaymentLine
from payments.pages.queries import LineQueryPage, Turn, query_href
from payments.policy.queries import reads_queries
from payments.policy.runs import reads_payments
from payments.selectors.line_pages import visible_line
from payments.selectors.lines import line_reference
from payments.selectors.queries import queries_about

PAGE = "payments/queries/line.html"
DONE = {
    "ask": "Your query is sent to finance. You are told here when it is answered",
    "answer": "Your answer is sent",
    "reply": "Your reply is sent to finance",
    "close": "The query is closed. It stays with the line",
}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_queries)
def line_query(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask, answer, reply or close, whichever is this person's to do."""
    line = visible_line(request.user, reference) if reads_payments(request.user) else None
    named = line_reference(line) if line else reference.replace("\0", "")
    queries = queries_about(request.user, named)
    if line is None and not queries:
        raise Http404
    standing = next((query for query in queries if query.state != LineQuery.State.CLOSED), None)
    turn = Turn.of(request.user, standing, line)
    asked_to = request.POST.get("do", turn.do) if request.method == "POST" else ""
    do = asked_to if asked_to in DONE else ""
    if do == "close" and standing is not None:
        actions.close_query(query=standing, by=request.user)
        messages.success(request, DONE[do])
        return redirect(query_href(named))
    sent = typed(request) if do != "close" else ()
    form = MessageForm(*sent, label=turn.label, missing=turn.missing)
    page = LineQueryPage.of(named, line, queries, turn)
    context = {"page": page, "breadcrumbs": [("Queries", address("payments:queries"))]}
    if request.method == "POST" and do in ("", "close"):  # nothing that can be done now
        return render(request, PAGE, context | {"form": form})
    return answer_form(
        request,
        form,
        lambda: _say(request, do, form.cleaned_data["text"], standing, line),
        message=DONE.get(do, ""),
        redirect_to=query_href(named),
        template=PAGE,
        context=context,
    )


def _say(
    request: SignedInRequest,
    do: str,
    text: str,
    standing: LineQuery | None,
    line: PaymentLine | None,
) -> LineQuery:
    """Ask, answer or reply, where it can be done."""
    if do == "ask" and line is not None:
        return actions.raise_query(line=line, text=text, by=request.user)
    if standing is None:
        raise PermissionDenied("No query about this line is open")
    if do == "answer":
        return actions.answer_query(query=standing, text=text, by=request.user)
    return actions.reply_to_answer(query=standing, text=text, by=request.user)
