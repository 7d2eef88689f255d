"""Local funding that is kept, and the table of ledger codes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.lists import Cell, Row
from commissioning.models import User
from payments.models import LedgerCode, ProtectedSum
from payments.pages.item import Item, Step
from payments.pages.words import payee_href, sterling
from payments.policy import can_keep_ledger_codes, can_protect_funding

COVERS = dict(ProtectedSum.Covers.choices)


def amounts_page(user: User) -> Item:
    steps: tuple[Step, ...] = ()
    if can_protect_funding(user):
        steps = (
            Step("Keep an amount", "/protected-amounts/keep/"),
            Step("Bring in a file", "/register/protected-amounts/", "", "secondary"),
        )
    return Item(
        title="Protected local funding",
        words=(
            (
                "Paid in full until the national service starts, then what it was worth beyond what"
                " replaced it: the network’s premium, shared by the practice’s residents."
            ),
        ),
        steps=steps,
    )


def amount_rows(found: Sequence[ProtectedSum], user: User) -> list[Row]:
    keeps = bool(can_protect_funding(user))
    rows = []
    for each in found:
        asked = {
            "practice": each.practice.code,
            "service": each.service,
            "starts_on": each.starts_on.isoformat(),
        }
        until = f"until {written(each.ends_on)}" if each.ends_on else ""
        rows.append(
            Row(
                (
                    Cell(
                        in_words(each.practice.name),
                        href=payee_href(each.practice.code),
                        said=each.practice.code,
                        value=each.practice.code,
                    ),
                    Cell(each.service),
                    Cell(sterling(each.annual_amount), value=each.annual_amount),
                    Cell("; ".join(COVERS.get(code, code) for code in each.covers) or "Not said"),
                    Cell(written(each.starts_on), said=until, value=each.starts_on),
                    Cell("Correct", href=f"/protected-amounts/keep/?{urlencode(asked)}")
                    if keeps
                    else Cell(""),
                )
            )
        )
    return rows


def codes_page(user: User) -> Item:
    steps: tuple[Step, ...] = ()
    if can_keep_ledger_codes(user):
        steps = (Step("Bring in the table", "/register/ledger-codes/"),)
    return Item(
        title="Ledger codes",
        words=(
            (
                "Where each payment is charged: the most particular row counts. A file is the whole"
                " table, and a row that it leaves out is removed; the history keeps it."
            ),
        ),
        steps=steps,
    )


def code_rows(found: Sequence[LedgerCode]) -> list[Row]:
    return [
        Row(
            (
                each.specification or "any",
                each.term or "any",
                each.entity or "the commissioner’s own",
                Cell(each.cost_centre, said="stands until finance names its own")
                if each.is_default
                else Cell(each.cost_centre),
                each.account,
                each.creditor_account,
                each.accrual_account,
                each.debtor_account,
            )
        )
        for each in found
    ]
