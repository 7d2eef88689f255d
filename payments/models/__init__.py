"""Decisions and claims that payments rest on, payment runs, and what was paid."""

from payments.models.budgets import Budget
from payments.models.changes import RunChange
from payments.models.claim_samples import ClaimSample, SampledClaim
from payments.models.claims import Claim, ClaimSheet, ProtectedSum
from payments.models.decisions import Decision
from payments.models.deviation_payments import DeviationPayment
from payments.models.ledger import LedgerCode
from payments.models.queries import LineQuery, QueryMessage
from payments.models.reallocations import Reallocation, ReallocationShare
from payments.models.recoveries import RecoveryPlan
from payments.models.runs import Calculation, Correction, PayeeTotal, PaymentLine, PaymentRun
from payments.models.sent_payments import Confirmation, ConfirmationFile, Reissue, Sending

__all__ = [
    "Budget",
    "Calculation",
    "Claim",
    "ClaimSample",
    "ClaimSheet",
    "Confirmation",
    "ConfirmationFile",
    "Correction",
    "Decision",
    "DeviationPayment",
    "LedgerCode",
    "LineQuery",
    "PayeeTotal",
    "PaymentLine",
    "PaymentRun",
    "ProtectedSum",
    "QueryMessage",
    "Reallocation",
    "ReallocationShare",
    "RecoveryPlan",
    "Reissue",
    "RunChange",
    "SampledClaim",
    "Sending",
]
