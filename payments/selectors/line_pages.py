"""What a line's page shows besides its derivation."""

from __future__ import annotations

from collections.abc import Iterable

from carehomes.models import CareHome
from commissioning.models import Organisation, User
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Specification
from payments.models import PaymentLine
from payments.selectors.lines import line_by_reference
from payments.selectors.visible import lines_visible_to


def visible_line(user: User, reference: str) -> PaymentLine | None:
    """The line of a reference, or None where there is none or the person may not see it."""
    try:
        line = line_by_reference(reference)
    except ValueError:
        return None
    return line if lines_visible_to(user).filter(pk=line.pk).exists() else None


def specification_of(line: PaymentLine) -> Specification | None:
    """The version that the line was worked out under; a debt has none."""
    version = line.calculation.specification
    return parsed(version) if version else None


def corrected_lines(line: PaymentLine) -> list[PaymentLine]:
    """The earlier lines that a line corrects, oldest first."""
    lines = PaymentLine.objects.filter(corrected_by__line=line)
    return list(lines.select_related("calculation__run").order_by("pk"))


def correcting_lines(line: PaymentLine) -> list[PaymentLine]:
    """The later lines that correct a line, oldest first."""
    lines = PaymentLine.objects.filter(corrects__corrected=line)
    return list(lines.select_related("calculation__run").order_by("pk"))


def names_of(lines: Iterable[PaymentLine]) -> dict[str, str]:
    """What those are called that lines are on account of: homes, and practices that declined."""
    codes = {
        line.calculation.for_code
        for line in lines
        if line.calculation.for_code != line.calculation.payee_code
    }
    if not codes:
        return {}
    homes = CareHome.objects.filter(location_id__in=codes).values_list("location_id", "name")
    others = Organisation.objects.filter(code__in=codes).values_list("code", "name")
    return {**dict(homes), **dict(others)}
