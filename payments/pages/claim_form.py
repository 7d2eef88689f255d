"""The claim form: what can be claimed, what a cost would come to, and why not all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from uuid import UUID

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Attachment, Organisation
from commissioning.specifications.schema import ClaimCategory, OnClaim
from commissioning.web.addresses import address
from payments.models import ClaimSheet
from payments.pages.words import ActionLink, sterling
from payments.rules.claim_checks import AssessedCost, CostTotal


@dataclass(frozen=True, slots=True)
class CheckedCost:
    """What one cost would come to."""

    allowed: str
    sum: str  # how the cost is made up, in words
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    in_full: bool

    @classmethod
    def of(cls, checked: AssessedCost, twins: Sequence[str]) -> Self:
        parts = [f"{sterling(checked.cost)} claimed"]
        if checked.disallowed:
            parts.append(f"{sterling(checked.disallowed)} not allowed")
        if checked.elsewhere:
            parts.append(f"{sterling(checked.elsewhere)} met by other funding")
        warnings = [said(reason) for reason in checked.reasons if is_only_late(reason)]
        if twins:
            warnings.append(
                f"The same cost on the same day is in {' and '.join(twins)}. Claim it twice only if"
                " it was paid twice"
            )
        return cls(
            allowed=sterling(checked.allowed),
            sum=", ".join(parts),
            reasons=tuple(said(reason) for reason in checked.reasons if not is_only_late(reason)),
            warnings=tuple(warnings),
            in_full=checked.allowed == checked.cost,
        )


def is_only_late(reason: str) -> bool:
    """A late claim loses nothing by it: the commissioner decides."""
    return reason.startswith("claimed ")


def said(reason: str) -> str:
    """A reason as a sentence's beginning, its leading amount in pounds."""
    amount = reason.split(" ", 1)[0].replace(",", "")
    try:
        Decimal(amount)
    except ArithmeticError:
        return reason[:1].upper() + reason[1:]
    return f"£{reason}"


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What every cost of a form would come to, by its number, and all of them together."""

    costs: Mapping[int, CheckedCost]
    total: str
    sum: str

    @classmethod
    def of(
        cls,
        checked: Mapping[int, AssessedCost],
        twins: Mapping[str, Sequence[str]],
        *,
        here: Mapping[str, str],
    ) -> Self | None:
        """Nothing where no cost could be checked yet. `here` names this form's own costs."""
        if not checked:
            return None
        total = CostTotal.of(checked.values())
        parts = [f"{sterling(total.cost)} claimed"]
        if total.disallowed:
            parts.append(f"{sterling(total.disallowed)} not allowed")
        if total.elsewhere:
            parts.append(f"{sterling(total.elsewhere)} met by other funding")
        costs = {}
        for number, cost in checked.items():
            others = twins.get(cost.assessed.claim.reference, ())
            costs[number] = CheckedCost.of(cost, [here.get(name, name) for name in others])
        return cls(costs, sterling(total.allowed), ", ".join(parts))


@dataclass(frozen=True, slots=True)
class CostKind:
    """A kind of cost that can be claimed: when, and for how much at most."""

    title: str
    window: str
    most: str
    hint: str

    @classmethod
    def of(cls, category: ClaimCategory) -> Self:
        most = (
            f"{sterling(category.most_per_unit)} a {category.unit}"
            if category.most_per_unit is not None
            else f"What each {category.unit} cost"
        )
        if category.most_units_a_week:
            most += f", {counted(category.most_units_a_week, category.unit)} a week"
        start, end = written(category.window.start), written(category.window.end)
        return cls(category.title, f"{start} to {end}", most, category.hint)


@dataclass(frozen=True, slots=True)
class Rules:
    """What can be claimed, and what cannot, with the reason."""

    kinds: tuple[CostKind, ...]
    refused: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, term: OnClaim) -> Self:
        return cls(
            tuple(CostKind.of(category) for category in term.categories if not category.refused),
            tuple(
                (category.title, category.refused)
                for category in term.categories
                if category.refused
            ),
        )


@dataclass(frozen=True, slots=True)
class ClaimFormPage:
    """The form, whose costs it is for, and what it would come to."""

    practice: str
    code: str
    heading: str
    late: str
    rules: Rules
    checked: CheckedForm | None
    meanwhile: tuple[str, ...] = ()  # what somebody else saved in this form's place
    saved: str = ""
    discard: str = ""

    @classmethod
    def of(
        cls,
        practice: Organisation,
        term: OnClaim,
        *,
        late: str,
        checked: CheckedForm | None,
        sheet: ClaimSheet | None = None,
        meanwhile: ClaimSheet | None = None,
        heading: str = "Claim additional costs",
    ) -> Self:
        return cls(
            practice=in_words(practice.name),
            code=practice.code,
            heading=heading,
            late=late,
            rules=Rules.of(term),
            checked=checked,
            meanwhile=saved_lines(meanwhile, term) if meanwhile else (),
            saved=f"Draft, saved by {sheet.saved_by} on {written(sheet.saved_on)}" if sheet else "",
            discard=address("payments:claim_discard", number=sheet.pk) if sheet else "",
        )


def saved_lines(sheet: ClaimSheet, term: OnClaim) -> tuple[str, ...]:
    """The costs of a draft in one line each, as somebody typed them."""
    titles = {category.code: category.title for category in term.categories}
    lines = []
    for number, line in enumerate(sheet.lines, start=1):
        day = " ".join(line.get(f"incurred_on-{part}", "") for part in ("day", "month", "year"))
        kind = titles.get(line.get("category", ""), "no kind chosen")
        parts = [
            kind,
            day.strip(),
            f"{line.get('quantity', '')} at £{line.get('unit_cost', '')}",
            line.get("description", ""),
        ]
        lines.append(f"Cost {number}: {', '.join(part for part in parts if part)}")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class CostSummary:
    """One cost on the page that is checked before it is sent."""

    title: str
    rows: tuple[tuple[str, str], ...]
    checked: CheckedCost


@dataclass(frozen=True, slots=True)
class ClaimSendPage:
    """Everything that is about to be sent."""

    practice: str
    costs: tuple[CostSummary, ...]
    checked: CheckedForm
    late: str
    files: tuple[tuple[ActionLink, str], ...]  # each with the key by which it is taken out
    edit: str
    number: UUID  # of the draft
    declares: tuple[str, ...]

    @classmethod
    def of(
        cls,
        sheet: ClaimSheet,
        term: OnClaim,
        checked: CheckedForm,
        claims: Sequence[AssessedCost],
        *,
        late: str,
        files: Sequence[Attachment],
    ) -> Self:
        titles = {category.code: category for category in term.categories}
        return cls(
            practice=in_words(sheet.practice.name),
            costs=tuple(
                CostSummary(
                    f"Cost {number}",
                    tuple(_rows(sheet, number, claim, titles)),
                    checked.costs[number],
                )
                for number, claim in enumerate(claims, start=1)
            ),
            checked=checked,
            late=late,
            files=tuple(
                (ActionLink(file.name, address("attachment", key=file.pk)), str(file.pk))
                for file in files
            ),
            edit=address("payments:claim_draft", number=sheet.pk),
            number=sheet.pk,
            declares=term.declares,
        )


def _rows(
    sheet: ClaimSheet, number: int, checked: AssessedCost, titles: Mapping[str, ClaimCategory]
) -> list[tuple[str, str]]:
    claim = checked.assessed.claim
    category = titles[claim.category]
    quantity = claim.quantity.normalize()
    rows = [
        ("Kind of cost", category.title),
        ("Day of the cost", written(claim.incurred_on)),
        ("Claimed", f"{quantity:f} × {sterling(claim.unit_cost)} = {sterling(checked.cost)}"),
    ]
    if claim.other_funding:
        rows.append(("Met by other funding", sterling(claim.other_funding)))
    rows.append(("What it was for", sheet.lines[number - 1].get("description", "")))
    return rows
