"""The files about payments that can be uploaded."""

from __future__ import annotations

from commissioning.uploads.importer import Importer, facts
from payments.actions.claims import record_claims
from payments.actions.decisions import record_decisions
from payments.actions.ledger_codes import set_ledger_codes
from payments.actions.protected_funding import protect_amounts
from payments.imports import claims, confirmations, decisions, ledger_codes, protected_amounts
from payments.imports.confirmation_upload import bring_in_confirmations
from payments.policy.runs import (
    can_decide,
    can_keep_ledger_codes,
    can_protect_funding,
    uploads_claims,
)
from payments.policy.sent_payments import keeps_confirmations

CONFIRMATIONS = Importer(
    name="confirmations",
    title="The payer's confirmations",
    about="What the payer says of each line that it was sent: paid, or rejected and why.",
    rule=keeps_confirmations,
    bring_in=bring_in_confirmations,
    layout=confirmations.ABOUT,
)
IMPORTERS = (
    CONFIRMATIONS,
    Importer(
        name="claims",
        title="Claims",
        about="Costs that practices claim: what, when, how much, and what else paid for it.",
        rule=uploads_claims,
        bring_in=facts(claims.read_claims, record_claims),
        layout=claims.ABOUT,
    ),
    Importer(
        name="decisions",
        title="Decisions",
        about="What the commissioner decided about payments, by name and with the reason.",
        rule=can_decide,
        bring_in=facts(decisions.read_decisions, record_decisions),
        layout=decisions.ABOUT,
    ),
    Importer(
        name="protected-amounts",
        title="Protected local funding",
        about="Local funding of practices that is kept until the national service starts.",
        rule=can_protect_funding,
        bring_in=facts(protected_amounts.read_protected_amounts, protect_amounts),
        layout=protected_amounts.ABOUT,
    ),
    Importer(
        name="ledger-codes",
        title="Ledger codes",
        about="Where in the ledger each payment is charged.",
        rule=can_keep_ledger_codes,
        bring_in=facts(ledger_codes.read_ledger_codes, set_ledger_codes),
        layout=ledger_codes.ABOUT,
    ),
)
