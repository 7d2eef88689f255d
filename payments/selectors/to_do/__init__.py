"""What people have to do here, one module a subject; the home page puts all of it in order."""

from __future__ import annotations

from commissioning.web.to_do import Source
from payments.selectors.to_do import audits, finance, opt_outs
from payments.selectors.to_do.claims import claims_to_do
from payments.selectors.to_do.queries import queries_to_do

SOURCES: tuple[Source, ...] = (
    audits.audits,
    claims_to_do,
    finance.payer_to_do,
    finance.runs_to_do,
    finance.second_person_to_do,
    finance.year_end_to_do,
    queries_to_do,
    opt_outs.deviation_payments,
    opt_outs.opt_outs,
)
