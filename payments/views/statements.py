"""A payee's statement of a run, as the PDF that it can keep."""

from __future__ import annotations

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import condition, require_POST, require_safe

from commissioning.config.release import RELEASE
from commissioning.web.addresses import address
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from payments.actions.exports import ask_for_statements
from payments.exports.errors import ExportError
from payments.exports.statement_print import statement_for
from payments.models import PaymentRun
from payments.policy.runs import can_export, reads_every_payment, reads_payments
from payments.selectors.visible import own_part_of, visible_payee, visible_run


def _run_to_state(request: SignedInRequest, code: str, run_code: str) -> PaymentRun | None:
    """The run, where this person may have the payee's statement: of a draft only the CCG."""
    payee = visible_payee(request.user, code)
    run = own_part_of(request.user, run_code, payee) if payee else None
    if run is None or not (run.is_approved or reads_every_payment(request.user)):
        return None
    return run


def _statement_as_made(request: SignedInRequest, code: str, run_code: str) -> str | None:
    """An approved run's statement never changes, so a browser need not fetch it twice."""
    run = _run_to_state(request, code, run_code)
    if run is None or not run.is_approved:
        return None
    parts = [RELEASE, str(run.pk), run.sha256, code]
    return f'"{sha256("|".join(parts).encode()).hexdigest()}"'


@require_POST
@allowed_to(can_export)
def statements(request: SignedInRequest, code: str) -> HttpResponse:
    """Have every statement of a run made."""
    run = or_404(visible_run(request.user, code))
    return redirect(address("job", pk=ask_for_statements(run=run, by=request.user).pk))


@require_safe
@allowed_to(reads_payments)
@condition(etag_func=_statement_as_made)
def statement(request: SignedInRequest, code: str, run_code: str) -> HttpResponse:
    run = or_404(_run_to_state(request, code, run_code))
    try:
        file = statement_for(run, code)
    except ExportError as refused:
        return render(request, "payments/export_refused.html", {"reason": refused}, status=503)
    if file is None:
        raise Http404
    state = "" if run.is_approved else "_draft"
    name = f'attachment; filename="{run.code}_{code}_statement{state}.pdf"'
    return HttpResponse(file, content_type="application/pdf", headers={"Content-Disposition": name})
