"""Decisions and claims that payments rest on, payment runs, and what was paid."""

from payments.models.claims import Claim, ProtectedSum
from payments.models.decisions import Decision
from payments.models.deviation_payments import DeviationPayment
from payments.models.ledger import LedgerCode
from payments.models.outgoing import Confirmation, ConfirmationFile, Reissue, Sending
from payments.models.reallocations import Reallocation, ReallocationShare
from payments.models.recoveries import RecoveryPlan
from payments.models.runs import Calculation, Correction, PayeeTotal, PaymentLine, PaymentRun

__all__ = [
    "Calculation",
    "Claim",
    "Confirmation",
    "ConfirmationFile",
    "Correction",
    "Decision",
    "DeviationPayment",
    "LedgerCode",
    "PayeeTotal",
    "PaymentLine",
    "PaymentRun",
    "ProtectedSum",
    "Reallocation",
    "ReallocationShare",
    "RecoveryPlan",
    "Reissue",
    "Sending",
]
