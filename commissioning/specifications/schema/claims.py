"""How a file states what is paid on claim, and local funding that is protected."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from commissioning.specifications.schema.fields import (
    Amount,
    Code,
    Day,
    Few,
    Span,
    Table,
    Text,
    Title,
)
from commissioning.specifications.schema.payments import Around, PaymentTable
from commissioning.specifications.types import ClaimCategory, OnClaim, PaymentTerm, ProtectedAmount


class CategoryTable(Table):
    """A kind of cost: refused here altogether, or paid within a window and caps."""

    code: Code
    title: Title
    window: Span
    clause: Text
    unit: Literal["session", "hour", "item"]
    most_per_unit: Amount | None = None
    most_units_a_week: Few | None = None
    claim_by: Day | None = None
    refused: Text | None = None
    hint: Text | None = None

    def built(self) -> ClaimCategory:
        return ClaimCategory(
            code=self.code,
            title=self.title,
            window=self.window.built(),
            clause=self.clause,
            unit=self.unit,
            most_per_unit=self.most_per_unit,
            most_units_a_week=self.most_units_a_week,
            refused=self.refused or "",
            claim_by=self.claim_by,
            hint=self.hint or "",
        )


class ClaimPayment(PaymentTable):
    category: list[CategoryTable] = Field(min_length=1)
    declares: list[Text] = []

    def built(self, around: Around) -> PaymentTerm:
        categories = tuple(category.built() for category in self.category)
        return OnClaim(self.basics(around), categories, tuple(self.declares))


class ReplacedBy(Table):
    specification: Code
    payment: Code


class ProtectedPayment(PaymentTable):
    whole_until: Day
    replaced_by: ReplacedBy

    def built(self, around: Around) -> PaymentTerm:
        replaced_by = (self.replaced_by.specification, self.replaced_by.payment)
        return ProtectedAmount(self.basics(around), self.whole_until, replaced_by)
