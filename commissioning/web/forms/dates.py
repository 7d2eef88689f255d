"""A date in three boxes: day, month and year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST_YEAR = 1900
YEAR_LENGTH = 4


class DateParts(forms.Widget):
    """Reads what was typed in the three boxes, as typed."""

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Mapping[str, Any],  # noqa: ARG002  (Django passes it)
        name: str,
    ) -> dict[str, str]:
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in PARTS}

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: Mapping[str, Any],  # noqa: ARG002
        name: str,
    ) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day"

    def typed(self, value: Any) -> dict[str, str]:
        """What each box shows."""
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return {part: (value or {}).get(part, "") for part in PARTS}


class NhsDateField(forms.Field):
    """A date; what is wrong with it is said by its part, as the NHS service manual words it."""

    widget = DateParts

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value.values()):
            return None
        self._refuse_missing(value)
        numbers = {part: self._number(part, value[part]) for part in PARTS}
        wrong = [part for part in PARTS if numbers[part] is None]
        if not wrong:
            try:
                return date(numbers["year"], numbers["month"], numbers["day"])  # type: ignore[arg-type]
            except (ValueError, OverflowError):
                wrong = ["day"]
        raise ValidationError(
            f"{self._name} must be a real date, for example 31 3 2021",
            code="unreal",
            params={"parts": tuple(wrong)},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def _refuse_missing(self, value: Mapping[str, str]) -> None:
        missing = [part for part in PARTS if not value[part]]
        if missing:
            raise ValidationError(
                f"{self._name} must include a {' and a '.join(missing)}",
                code="incomplete",
                params={"parts": tuple(missing)},
            )

    @property
    def _name(self) -> str:
        return str(self.label or "The date")

    @staticmethod
    def _number(part: str, text: str) -> int | None:
        """The number that was typed, or None. A month may be named: “3”, “mar”, “March”."""
        if part == "month" and text[:3].lower() in MONTHS and text.isalpha():
            return MONTHS.index(text[:3].lower()) + 1
        if not (text.isascii() and text.isdigit()):
            return None
        if part == "year" and (len(text) != YEAR_LENGTH or int(text) < EARLIEST_YEAR):
            return None
        return int(text)
