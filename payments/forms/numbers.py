"""Numbers as people write them: £1,234.50, 3, 2.5."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

WRITTEN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?", re.ASCII)
LEFT_OUT = str.maketrans("", "", "£, \u00a0")


class NumberField(forms.CharField):
    """A number not below nothing, of at most two places; pound signs and commas are passed over.

    `missing` says what to enter, `most` is the largest that is taken. What no plain number is
    (“NaN”, “1e9”, a formula, digits of other scripts) is refused in words.
    """

    def __init__(
        self, *, missing: str, most: Decimal, least: Decimal = Decimal(0), **more: Any
    ) -> None:
        self.most, self.least = most, least
        super().__init__(error_messages={"required": missing}, max_length=30, **more)

    def to_python(self, value: Any) -> Any:
        """The number, or None where nothing was entered."""
        if isinstance(value, Decimal):
            return value
        text = str(super().to_python(value)).translate(LEFT_OUT)
        if not text:
            return None
        if not WRITTEN.fullmatch(text):
            raise ValidationError(
                f"{self.label} must be a number of at most 2 decimal places, like 3 or 289.50"
            )
        number = Decimal(text)
        if number < self.least:
            raise ValidationError(f"{self.label} must be {self.least} or more")
        if number > self.most:
            raise ValidationError(f"{self.label} must be {self.most:,} or less")
        return number

    def run_validators(self, value: Any) -> None:
        """Everything was checked when the text was read."""

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        """Without the trailing zeros that the database keeps: 3, 2.5, but 289.50."""
        if isinstance(value, Decimal):
            return f"{value:f}".removesuffix(".00")
        return value
