"""Local funding that is kept, and the table of ledger codes."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Row
from payments.models import LedgerCode, ProtectedSum
from payments.pages.item import ItemPage, ItemStep
from payments.pages.words import payee_href, sterling
from payments.policy.runs import can_keep_ledger_codes, can_protect_funding

COVERS = dict(ProtectedSum.Covers.choices)


def amounts_page(user: User) -> ItemPage:
    steps: tuple[ItemStep, ...] = ()
    if can_protect_funding(user):
        steps = (
            ItemStep("Keep an amount", address("payments:protected_amount_keep")),
            ItemStep(
                "Bring in a file",
                address("reporting:upload_new", kind="protected-amounts"),
                "",
                "secondary",
            ),
        )
    return ItemPage(
        title="Protected local funding",
        words=(
            (
                "Paid in full until the national service starts, then what it was worth beyond what"
                " replaced it: the network’s premium, shared by the practice’s residents."
            ),
        ),
        steps=steps,
    )


def amount_rows(protected_sums: Sequence[ProtectedSum], user: User) -> list[Row]:
    keeps = bool(can_protect_funding(user))
    rows = []
    for protected_sum in protected_sums:
        query = {
            "practice": protected_sum.practice.code,
            "service": protected_sum.service,
            "starts_on": protected_sum.starts_on.isoformat(),
        }
        until = f"until {written(protected_sum.ends_on)}" if protected_sum.ends_on else ""
        rows.append(
            Row(
                (
                    Cell(
                        in_words(protected_sum.practice.name),
                        href=payee_href(protected_sum.practice.code),
                        said=protected_sum.practice.code,
                        value=protected_sum.practice.code,
                    ),
                    Cell(protected_sum.service),
                    Cell(sterling(protected_sum.annual_amount), value=protected_sum.annual_amount),
                    Cell(
                        "; ".join(COVERS.get(code, code) for code in protected_sum.covers)
                        or "Not said"
                    ),
                    Cell(
                        written(protected_sum.starts_on), said=until, value=protected_sum.starts_on
                    ),
                    Cell("Correct", href=address("payments:protected_amount_keep", query=query))
                    if keeps
                    else Cell(""),
                )
            )
        )
    return rows


def codes_page(user: User) -> ItemPage:
    steps: tuple[ItemStep, ...] = ()
    if can_keep_ledger_codes(user):
        steps = (
            ItemStep("Bring in the table", address("reporting:upload_new", kind="ledger-codes")),
        )
    return ItemPage(
        title="Ledger codes",
        words=(
            (
                "Where each payment is charged: the most particular row counts. A file is the whole"
                " table, and a row that it leaves out is removed; the history keeps it."
            ),
        ),
        steps=steps,
    )


def code_rows(ledger_codes: Sequence[LedgerCode]) -> list[Row]:
    return [
        Row(
            (
                ledger_code.specification or "any",
                ledger_code.term or "any",
                ledger_code.entity or "the commissioner’s own",
                Cell(ledger_code.cost_centre, said="stands until finance names its own")
                if ledger_code.is_default
                else Cell(ledger_code.cost_centre),
                ledger_code.account,
                ledger_code.creditor_account,
                ledger_code.accrual_account,
                ledger_code.debtor_account,
            )
        )
        for ledger_code in ledger_codes
    ]
