"""What finance keeps: sendings, answers of the payer, plans, decisions and reallocations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from commissioning.models import Organisation
from payments.models import (
    Confirmation,
    ConfirmationFile,
    Decision,
    PaymentLine,
    PaymentRun,
    Reallocation,
    RecoveryPlan,
    Sending,
)
from tests.factories.years import Year

OWN, OTHER = 700_001, 700_002
BOTH = ({"number": OWN}, {"number": OTHER})
POT = {
    "specification": "proactive-care",
    "term": "aspiration",
    "element": "care-homes",
    "practice": "C86001",
}
ABOUT = {
    "payments:year_end": ({"year": "2020-21"}, {"year": "2017-18"}),
    "payments:year_end_accrual": ({"year": "2020-21"}, {"year": "2017-18"}),
    "payments:year_end_basis": ({"year": "2020-21"}, {"year": "2017-18"}),
    "payments:year_end_practice": (
        {"year": "2020-21", "code": "C86001"},
        {"year": "2020-21", "code": "C86003"},
    ),
    "payments:run_payer_file": ({"code": "2020-04"}, {"code": "2020-05"}),
    "payments:run_send": ({"code": "2020-04"}, {"code": "2020-05"}),
    "payments:reissue": BOTH,
    "payments:recovery": ({"code": "C86001"}, {"code": "C86003"}),
    "payments:plan_propose": ({"code": "C86001"}, {"code": "C86003"}),
    "payments:plan": BOTH,
    "payments:plan_approve": BOTH,
    "payments:plan_end": BOTH,
    "payments:decision": BOTH,
    "payments:decision_make": ({"kind": "hold"}, {"kind": "take-back"}),
    "payments:decision_withdraw": BOTH,
    "payments:reallocation": BOTH,
    "payments:reallocation_approve": BOTH,
    "payments:reallocation_withdraw": BOTH,
    "payments:reallocation_propose": (POT, {**POT, "practice": "C86003"}),
}


def prepare(year: Year) -> None:
    run = PaymentRun.objects.get(month=date(2020, 4, 1))
    Sending.objects.create(
        run=run,
        file_name="payments-2020-04.csv",
        sha256="0" * 64,
        exported_by=year.preparer,
        payer="NHS SBS",
        sent_by=year.preparer,
        sent_on=date(2020, 5, 18),
    )
    file = ConfirmationFile.objects.create(
        name="answers.csv",
        sha256="1" * 64,
        paid_count=0,
        rejected_count=2,
        amount=Decimal(0),
        uploaded_by=year.preparer,
        uploaded_on=date(2020, 5, 25),
    )
    for number, code in ((OWN, "C86001"), (OTHER, "C86003")):
        organisation = Organisation.objects.get(code=code)
        line = PaymentLine.objects.get(calculation__run=run, calculation__payee=organisation)
        Confirmation.objects.create(
            id=number,
            file=file,
            line=line,
            outcome="rejected",
            amount=line.amount,
            paid_on=date(2020, 5, 22),
            reason="Account closed",
        )
        RecoveryPlan.objects.create(
            id=number,
            payee=organisation,
            amount=Decimal("600.00"),
            months=6,
            starts_on=date(2021, 3, 1),
            ends_on=date(2021, 8, 31),
            reason="to keep staff",
            agreed_with="Ann Example, practice manager",
            proposed_by=year.preparer,
            proposed_on=date(2021, 2, 1),
        )
        Decision.objects.create(
            id=number,
            organisation=organisation,
            specification="enhanced-health-in-care-homes",
            kind="hold",
            subject="participation",
            outcome="agreed",
            starts_on=date(2021, 3, 1),
            reason="as minuted",
            decided_by="Primary Care Committee",
            decided_on=date(2021, 2, 1),
        )
        Reallocation.objects.create(
            id=number,
            specification="proactive-care",
            term="aspiration",
            element="care-homes",
            freed_by=organisation,
            first_month=date(2020, 6, 1),
            last_month=date(2020, 8, 1),
            amount=Decimal("100.00"),
            basis="list",
            reason="they covered",
            proposed_by=year.publisher,
            proposed_on=date(2021, 2, 1),
        )
