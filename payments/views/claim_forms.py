"""The claim form: costs that are checked as they are typed, a draft, and sending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions import claim_sheets as actions
from payments.forms.claim_sending import DeclarationForm, EvidenceForm
from payments.forms.claim_typing import as_data, as_initial
from payments.forms.claims import CostsForm
from payments.models import ClaimSheet
from payments.pages.claim_form import CheckedForm, ClaimFormPage, ClaimSendPage
from payments.pages.claim_lists import practice_rows
from payments.pages.words import joined
from payments.policy.claims import can_fill_in, claims_costs
from payments.selectors.claim_sheets import practices_to_claim_for, visible_sheet
from payments.selectors.claims import ClaimTerm, check_asked, term_for_claims

CLAIMS = ("Claims", address_later("payments:claims"))
SEND = "payments/claims/send.html"


class ClaimantFilters(ListFilters):
    search_fields = ("code", "name")


PRACTICES = Listing(
    name="practices-to-claim-for",
    title="Practices to claim for",
    columns=(Column("Practice", sort="name"), Column("Code", sort="code")),
    order="code",
    filters=ClaimantFilters,
    none="There is no practice that you may claim for.",
)


def late_words(term: ClaimTerm) -> str:
    """What to know about a claim that comes after the last day."""
    if term.claim_by is None or today() <= term.claim_by:
        return ""
    return (
        f"Claims were due by {written(term.claim_by)}. You can still claim: it is marked as late,"
        " and the CCG decides whether to accept it"
    )


def checked_form(
    form: CostsForm, practice: Organisation, term: ClaimTerm
) -> tuple[CheckedForm | None, list[Any]]:
    """What the costs that can be read so far would come to, by the rules of a run."""
    costs = form.checkable()
    checked, twins = check_asked(practice, term, list(costs.values()))
    here = {cost.reference: form.title(number) for number, cost in costs.items()}
    by_number = dict(zip(costs, checked, strict=True))
    return CheckedForm.of(by_number, twins, here=here), list(checked)


@require_safe
@allowed_to(claims_costs)
def claim_begin(request: SignedInRequest) -> HttpResponse:
    """Which practice to claim for; straight on where there is only one."""
    practices = practices_to_claim_for(request.user)
    few = list(practices[:2])
    if len(few) == 1:
        return redirect(address("payments:claim_new", code=few[0].code))
    listing = PRACTICES.answer(request, practices, rows=practice_rows)
    context = {"list": listing, "breadcrumbs": [CLAIMS]}
    return listing.download or render(request, "payments/claims/begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(claims_costs)
def claim_new(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(practices_to_claim_for(request.user).filter(code=code).first())
    return _fill_in(request, practice, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(claims_costs)
def claim_draft(request: SignedInRequest, number: UUID) -> HttpResponse:
    sheet = or_404(visible_sheet(request.user, number))
    if sheet.state == ClaimSheet.State.SENT:
        return redirect(address("payments:claims", query={"q": sheet.practice.code}))
    require(can_fill_in(request.user, sheet))
    return _fill_in(request, sheet.practice, sheet)


def _fill_in(
    request: SignedInRequest, practice: Organisation, sheet: ClaimSheet | None
) -> HttpResponse:
    """Show the form, or do what its button says: add, remove, check, save or go on."""
    term = term_for_claims(today())
    if term is None:
        return render(request, "payments/claims/none.html", {"breadcrumbs": [CLAIMS]})
    hidden = {"number": sheet.pk if sheet else uuid4(), "edition": sheet.edition if sheet else 0}
    about: dict[str, Any] = {"term": term.term, "today": today()}
    do = request.POST.get("do", "check") if request.method == "POST" else ""
    form = CostsForm(*typed(request), **about)
    meanwhile = None
    if not form.is_bound:
        form = CostsForm(initial=as_initial(sheet.lines if sheet else [], **hidden), **about)
    elif do == "add" or do.startswith("remove-"):
        form = CostsForm(initial=as_initial(form.altered(do), **form.hidden), **about)
    elif do == "save" or (do == "continue" and form.is_valid()):
        try:
            draft = form.carry_out(lambda: _save(request, form, practice, term))
        except actions.SavedMeanwhileError as error:
            meanwhile, draft = error.sheet, None
            form = form.as_edition(error.sheet.edition, str(error))
        if draft:
            if do == "save":
                messages.success(request, "Draft saved. Nothing is sent yet")
            step = "payments:claim_send" if do == "continue" else "payments:claim_draft"
            return redirect(address(step, number=draft.pk))
    checked, _ = checked_form(form, practice, term) if form.is_bound else (None, [])
    page = ClaimFormPage.of(
        practice,
        term.term,
        late=late_words(term),
        checked=checked,
        sheet=sheet,
        meanwhile=meanwhile,
    )
    context = {"form": form, "page": page, "breadcrumbs": [CLAIMS]}
    return render(request, "payments/claims/form.html", context)


def _save(
    request: SignedInRequest, form: CostsForm, practice: Organisation, term: ClaimTerm
) -> ClaimSheet:
    return actions.save_claim_draft(
        number=form.hidden["number"],
        practice=practice,
        specification=term.specification.code,
        lines=form.typed(),
        edition=form.hidden["edition"],
        by=request.user,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(claims_costs)
def claim_send(request: SignedInRequest, number: UUID) -> HttpResponse:
    """Look everything over, add evidence, declare and send."""
    sheet = or_404(visible_sheet(request.user, number))
    term = term_for_claims(today(), sheet.specification)
    if sheet.state == ClaimSheet.State.SENT:
        return redirect(address("payments:claims", query={"q": sheet.practice.code}))
    require(can_fill_in(request.user, sheet))
    costs = CostsForm(as_data(sheet.lines), term=term.term, today=today()) if term else None
    if term is None or costs is None or not costs.is_valid():
        return redirect(address("payments:claim_draft", number=sheet.pk))
    checked, claims = checked_form(costs, sheet.practice, term)
    here = address("payments:claim_draft", number=sheet.pk)
    if checked is None:
        return redirect(here)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    name = {"name": request.user.get_full_name()}
    sent_here = typed(request) if do in ("", "send") else ()
    form = DeclarationForm(*sent_here, declares=term.term.declares, initial=name)
    evidence = EvidenceForm(
        *((request.POST, request.FILES) if do == "attach" else ()), prefix="evidence"
    )

    def context() -> dict[str, Any]:
        files = list(sheet.files.all())
        late = late_words(term)
        return {
            "declaration": form,
            "evidence": evidence,
            "page": ClaimSendPage.of(sheet, term.term, checked, claims, late=late, files=files),
            "breadcrumbs": [CLAIMS, ("Claim form", here)],
        }

    if do == "attach":
        return answer_form(
            request,
            evidence,
            lambda: actions.add_evidence_to_draft(
                sheet=sheet, uploads=evidence.cleaned_data["evidence"], by=request.user
            ),
            message=lambda added: f"{counted(len(added), 'file')} added",
            redirect_to=address("payments:claim_send", number=sheet.pk),
            template=SEND,
            context=context,
        )
    if request.method == "POST" and do != "send":
        return render(request, SEND, {"form": form, **context()})
    return answer_form(
        request,
        form,
        lambda: actions.send_claims(
            sheet=sheet,
            lines=[line for _, line in costs.complete()],
            declares=form.cleaned_data["declares"],
            declared_by=form.declared_by,
            by=request.user,
        ),
        message=lambda sent: (
            f"Sent to the CCG: {joined(claim.reference for claim in sent)}."
            " You can see here what follows"
        ),
        redirect_to=lambda sent: address("payments:claim", reference=sent[0].reference),
        template=SEND,
        refusals=(FileRefusedError,),
        context=context,
    )


@require_POST
@allowed_to(claims_costs)
def claim_evidence_removed(request: SignedInRequest, number: UUID, key: UUID) -> HttpResponse:
    sheet = or_404(visible_sheet(request.user, number))
    file = or_404(sheet.files.filter(pk=key).first())
    if request.POST.get("do") == "remove":
        actions.remove_evidence_from_draft(sheet=sheet, file=file, by=request.user)
        messages.success(request, f"{file.name} is taken out of the claim")
    return redirect(address("payments:claim_send", number=sheet.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(claims_costs)
def claim_discard(request: SignedInRequest, number: UUID) -> HttpResponse:
    """Ask once more before a draft is put aside."""
    sheet = or_404(visible_sheet(request.user, number))
    require(can_fill_in(request.user, sheet))
    if request.POST.get("do") == "discard":
        actions.discard_claim_draft(sheet=sheet, by=request.user)
        messages.success(request, "The draft is discarded")
        return redirect(address("payments:claims"))
    context = {
        "sheet": sheet,
        "breadcrumbs": [CLAIMS, ("Draft", address("payments:claim_draft", number=sheet.pk))],
    }
    return render(request, "payments/claims/discard.html", context)
