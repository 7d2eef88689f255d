"""The files of a run: of few payees as a browser asks for them, of many made by a worker."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commissioning.jobs.run import do_now
from commissioning.jobs.views import led_on
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from payments.actions.exports import ask_for_payer_file, ask_for_schedule
from payments.exports.downloads import KINDS, payer_file, payer_name, schedule_file, schedule_name
from payments.exports.errors import ExportError
from payments.models import PaymentRun
from payments.pages.words import run_href
from payments.policy.runs import can_export
from payments.policy.sent_payments import sends_payments
from payments.selectors.visible import visible_run


def _ask_instead(request: SignedInRequest, run: PaymentRun) -> HttpResponse:
    """Lead back to the button: a browser would wait too long for the file of so large a run."""
    messages.warning(request, "So large a file is made beside the pages: ask for it here")
    return redirect(run_href(run.code))


def _given_out(file: bytes, name: str, kind: str) -> HttpResponse:
    named = f'attachment; filename="{name}"'
    return HttpResponse(file, content_type=kind, headers={"Content-Disposition": named})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_export)
def run_schedule(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    try:
        if request.method == "POST":
            return led_on(request, do_now(ask_for_schedule(run=run, kind=kind, by=request.user)))
        if not run.is_small:
            return _ask_instead(request, run)
        file = schedule_file(run, kind, request.user)
    except ExportError as refused:
        return render(request, "payments/export_refused.html", {"reason": refused}, status=503)
    with file:
        return _given_out(file.read(), schedule_name(run, kind), KINDS[kind])


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_payments)
def run_payer_file(request: SignedInRequest, code: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    if request.method == "POST":
        return led_on(request, do_now(ask_for_payer_file(run=run, by=request.user)))
    if not run.is_small:
        return _ask_instead(request, run)
    return _given_out(payer_file(run, request.user), payer_name(run), KINDS["csv"])
