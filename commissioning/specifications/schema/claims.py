"""What is paid on claim, and local funding that is protected."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from commissioning.specifications.schema.fields import (
    Amount,
    Code,
    Day,
    Few,
    FileTable,
    Many,
    Some,
    Span,
    Text,
    Title,
)
from commissioning.specifications.schema.payments import Term


class ClaimCategory(FileTable):
    """A kind of cost: refused here altogether, or paid within a window and caps."""

    code: Code
    title: Title
    window: Span
    clause: Text
    unit: Literal["session", "hour", "item"]
    most_per_unit: Amount | None = None
    most_units_a_week: Few | None = None
    claim_by: Day | None = None
    refused: Text = ""  # why it is never paid here; empty: it can be
    hint: Text = ""


class OnClaim(Term):
    """Costs paid back, within caps and windows, net of other funding, as decided."""

    categories: Some[ClaimCategory] = Field(alias="category")
    declares: Many[Text] = ()  # what the claimant confirms


class Replacement(FileTable):
    """The payment that takes the place of local funding."""

    specification: Code
    payment: Code


class ProtectedAmount(Term):
    """A local payment kept whole until a service starts, then the excess over what replaced it."""

    whole_until: Day  # the last day on which it is paid in full (interpretation D-39)
    replaced_by: Replacement
