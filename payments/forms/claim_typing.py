"""A claim form as it is typed: what its boxes are called, in a draft and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from commissioning.web.forms.dates import PARTS
from payments.rules.claim_checks import CostLine, Typed

FIELDS = ("category", "incurred_on", "quantity", "unit_cost", "other_funding", "description")


def boxes(number: int) -> Iterator[tuple[str, str, str]]:
    """Each input of a cost: its name in a draft, its field, and how its name goes on."""
    for name in FIELDS:
        if name == "incurred_on":
            for part in PARTS:
                yield f"{name}-{part}", f"{name}-{number}", f"-{part}"
        else:
            yield name, f"{name}-{number}", ""


def as_data(
    lines: Sequence[Typed], *, edition: int = 0, number: UUID | None = None
) -> dict[str, str]:
    """What a draft keeps, as a form takes it."""
    data = {"lines": str(max(1, len(lines))), "edition": str(edition), "number": str(number or "")}
    for position, line in enumerate(lines, start=1):
        for box, name, ending in boxes(position):
            data[f"{name}{ending}"] = line.get(box, "")
    return data


def as_initial(lines: Sequence[Typed], **hidden: object) -> dict[str, object]:
    """What a draft keeps, as a form shows it before anything is sent: without any complaint."""
    values: dict[str, object] = {"lines": max(1, len(lines)), **hidden}
    for number, line in enumerate(lines, start=1):
        for name in FIELDS:
            values[f"{name}-{number}"] = (
                {part: line.get(f"{name}-{part}", "") for part in PARTS}
                if name == "incurred_on"
                else line.get(name, "")
            )
    return values


def as_typed(line: CostLine) -> dict[str, str]:
    """A cost as it would be typed."""
    return {
        "category": line.category,
        "incurred_on-day": str(line.incurred_on.day),
        "incurred_on-month": str(line.incurred_on.month),
        "incurred_on-year": str(line.incurred_on.year),
        "quantity": f"{line.quantity.normalize():f}",
        "unit_cost": f"{line.unit_cost:.2f}",
        "other_funding": f"{line.other_funding:.2f}" if line.other_funding else "",
        "description": line.description,
    }
