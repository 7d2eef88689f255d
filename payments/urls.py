"""Addresses of payment runs, payees' years and payment lines."""

from __future__ import annotations

from django.urls import path, register_converter

from commissioning.domain.periods import FinancialYear, Month
from commissioning.specifications.publishing.converters import VERSION
from payments.views import (
    changes,
    claim_forms,
    claim_lists,
    claim_samples,
    claims,
    confirming,
    decisions,
    files,
    forecasts,
    interpretations,
    opt_outs,
    payees,
    protected_funding,
    publishing,
    queries,
    reallocations,
    recoveries,
    return_decisions,
    runs,
    sent_payments,
    settlements,
    statements,
)
from practices.urls.returns import ONE


class RunCode:
    regex = r"\d{4}-\d{2}(?:-S[1-9]\d{0,3})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PayeeCode(RunCode):
    regex = "[A-Z0-9]{3,6}"


class MonthIn:
    regex = r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month | str) -> str:
        return str(value)


class YearIn:
    """A financial year, 2020-21; any other two numbers are no page at all."""

    regex = r"(?:19|20)\d{2}-\d{2}"

    def to_python(self, value: str) -> FinancialYear:
        return FinancialYear.parse(value)

    def to_url(self, value: FinancialYear | str) -> str:
        return str(value)


for name, converter in (
    ("run", RunCode),
    ("payee", PayeeCode),
    ("month", MonthIn),
    ("year", YearIn),
):
    register_converter(converter, name)

app_name = "payments"
SPECIFICATION = "specifications/<slug:code>"

urlpatterns = [
    path("forecast/", forecasts.forecast_now, name="forecast_now"),
    path("forecast/<year:year>/", forecasts.forecast, name="forecast"),
    path("forecast/<year:year>/<slug:code>/", forecasts.budget, name="budget"),
    path("totals/", forecasts.totals_now, name="totals_now"),
    path("totals/<year:year>/", forecasts.totals, name="totals"),
    path("what-if/", forecasts.what_if, name="what_if"),
    path("specifications/publish/", publishing.specification_publish, name="specification_publish"),
    path(
        "specifications/drafts/<int:pk>/",
        publishing.specification_draft,
        name="specification_draft",
    ),
    path(
        "specifications/drafts/<int:pk>/publish/",
        publishing.specification_draft_publish,
        name="specification_draft_publish",
    ),
    path(
        "specifications/drafts/<int:pk>/discard/",
        publishing.specification_draft_discard,
        name="specification_draft_discard",
    ),
    path(f"{SPECIFICATION}/interpretations/", interpretations.interpretations, name="readings"),
    path(
        f"{SPECIFICATION}/interpretations/<slug:reading>/",
        interpretations.interpretation_change,
        name="reading_change",
    ),
    path(f"{SPECIFICATION}/worth/", interpretations.worth, name="worth"),
    path(f"{SPECIFICATION}/worth/<payee:payee>/", interpretations.worth_to_payee, name="worth_to"),
    path(f"{VERSION}/affects/", publishing.specification_effects, name="specification_effects"),
    path(f"{VERSION}/approve/", publishing.specification_approve, name="specification_approve"),
    path("runs/", runs.runs, name="runs"),
    path("runs/prepare/", runs.run_prepare, name="run_prepare"),
    path("runs/<run:code>/", runs.run, name="run"),
    path("runs/<run:code>/changes/", changes.run_changes, name="run_changes"),
    path("runs/<run:code>/approve/", runs.run_approve, name="run_approve"),
    path("runs/<run:code>/prepare-again/", runs.run_prepare_again, name="run_prepare_again"),
    path("runs/<run:code>/statements/", statements.statements, name="run_statements"),
    path("runs/<run:code>/schedule.csv", files.run_schedule, {"kind": "csv"}, name="run_csv"),
    path("runs/<run:code>/schedule.xlsx", files.run_schedule, {"kind": "xlsx"}, name="run_xlsx"),
    path("runs/<run:code>/schedule.pdf", files.run_schedule, {"kind": "pdf"}, name="run_pdf"),
    path("runs/<run:code>/payments.csv", files.run_payer_file, name="run_payer_file"),
    path("runs/<run:code>/send/", sent_payments.run_send, name="run_send"),
    path("runs/<run:code>/<payee:payee_code>/", payees.run_payee, name="run_payee"),
    path("opt-outs/<slug:specification>/<payee:practice>/", opt_outs.opt_out, name="opt_out"),
    path(
        "opt-outs/<slug:specification>/<payee:practice>/decide/",
        opt_outs.opt_out_decide,
        name="opt_out_decide",
    ),
    path("deviations/<int:pk>/payment/", opt_outs.deviation_payment, name="deviation_payment"),
    path("payees/", payees.payees, name="payees"),
    path("payees/<payee:code>/", payees.payee, name="payee"),
    path("payees/<payee:code>/<year:year>/", payees.payee_year, name="payee_year"),
    path("payees/<payee:code>/month/<month:month>/", payees.payee_month, name="payee_month"),
    path("confirmations/", sent_payments.confirmations, name="confirmations"),
    path("confirmations/upload/", confirming.confirmations_upload, name="confirmations_upload"),
    path("confirmations/files/", sent_payments.confirmation_files_kept, name="confirmation_files"),
    path("confirmations/not-paid/", sent_payments.lines_not_paid, name="not_paid"),
    path("confirmations/not-paid/<int:number>/", sent_payments.reissue, name="reissue"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/new/", decisions.decision_new, name="decision_new"),
    path("decisions/new/<slug:kind>/", decisions.decision_make, name="decision_make"),
    path("decisions/<int:number>/", decisions.decision, name="decision"),
    path("decisions/<int:number>/withdraw/", decisions.decision_withdraw, name="decision_withdraw"),
    path("reallocations/", reallocations.reallocations, name="reallocations"),
    path("reallocations/<int:number>/", reallocations.reallocation, name="reallocation"),
    path(
        "reallocations/<int:number>/approve/",
        reallocations.reallocation_approve,
        name="reallocation_approve",
    ),
    path(
        "reallocations/<int:number>/withdraw/",
        reallocations.reallocation_withdraw,
        name="reallocation_withdraw",
    ),
    path(
        "reallocations/propose/<slug:specification>/<slug:term>/<slug:element>/<payee:practice>/",
        reallocations.reallocation_propose,
        name="reallocation_propose",
    ),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("recoveries/plans/<int:number>/", recoveries.plan, name="plan"),
    path("recoveries/plans/<int:number>/approve/", recoveries.plan_approve, name="plan_approve"),
    path("recoveries/plans/<int:number>/end/", recoveries.plan_end, name="plan_end"),
    path("recoveries/<payee:code>/", recoveries.recovery, name="recovery"),
    path("recoveries/<payee:code>/plan/", recoveries.plan_propose, name="plan_propose"),
    path("ledger-codes/", protected_funding.ledger_codes, name="ledger_codes"),
    path("protected-amounts/", protected_funding.protected_amounts, name="protected_amounts"),
    path(
        "protected-amounts/keep/",
        protected_funding.protected_amount_keep,
        name="protected_amount_keep",
    ),
    path("year-end/", settlements.year_ends, name="year_ends"),
    path("year-end/<year:year>/", settlements.year_end, name="year_end"),
    path(
        "year-end/<year:year>/accrual.csv",
        settlements.year_end_export,
        {"kind": "accrual"},
        name="year_end_accrual",
    ),
    path(
        "year-end/<year:year>/basis.csv",
        settlements.year_end_export,
        {"kind": "basis"},
        name="year_end_basis",
    ),
    path(
        "year-end/<year:year>/<payee:code>/",
        settlements.year_end_practice,
        name="year_end_practice",
    ),
    path(
        "payees/<payee:code>/statements/<run:run_code>.pdf", statements.statement, name="statement"
    ),
    path("lines/<path:reference>/query/", queries.line_query, name="line_query"),
    path(f"{ONE}decision/", return_decisions.return_decision, name="return_decision"),
    path("lines/<path:reference>/", payees.line, name="line"),
    path("queries/", claim_lists.queries, name="queries"),
    path("claims/", claim_lists.claims, name="claims"),
    path("claims/new/", claim_forms.claim_begin, name="claim_begin"),
    path("claims/new/<payee:code>/", claim_forms.claim_new, name="claim_new"),
    path("claims/drafts/<uuid:number>/", claim_forms.claim_draft, name="claim_draft"),
    path("claims/drafts/<uuid:number>/send/", claim_forms.claim_send, name="claim_send"),
    path("claims/drafts/<uuid:number>/discard/", claim_forms.claim_discard, name="claim_discard"),
    path(
        "claims/drafts/<uuid:number>/evidence/<uuid:key>/remove/",
        claim_forms.claim_evidence_removed,
        name="claim_evidence_removed",
    ),
    path("claims/decide/", claim_samples.claims_decide, name="claims_decide"),
    path("claims/samples/", claim_samples.claim_samples, name="claim_samples"),
    path("claims/samples/<int:pk>/", claim_samples.claim_sample, name="claim_sample"),
    path(
        "claims/samples/<int:pk>/<path:reference>/", claim_samples.claim_verify, name="claim_verify"
    ),
    path("claims/<path:reference>/correct/", claims.claim_correct, name="claim_correct"),
    path("claims/<path:reference>/withdraw/", claims.claim_withdraw, name="claim_withdraw"),
    path("claims/<path:reference>/decide/", claims.claim_decide, name="claim_decide"),
    path("claims/<path:reference>/", claims.claim, name="claim"),
]
