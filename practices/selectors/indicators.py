"""The CCG's own figures, by year."""

from __future__ import annotations

from commissioning.imports.lookup import approved_specifications
from practices.models import Indicator
from practices.selectors.returns import parsed

OF = "coordinated-care"  # the specification whose section 3 lists them


def indicators_recorded() -> list[Indicator]:
    return list(Indicator.objects.filter(specification=OF).select_related("recorded_by"))


def years_measured() -> list[str]:
    """The financial years of the specification, as 2016-17."""
    approved = approved_specifications().get(OF)
    if approved is None:
        return []
    period = parsed(approved.versions[-1]).period
    years = dict.fromkeys(str(month.financial_year) for month in period.months)
    return list(years)
