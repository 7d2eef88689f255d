"""Where every practice stands with its year-end payments, on a day."""

from __future__ import annotations

from datetime import date

from commissioning.domain.periods import FinancialYear, Month
from commissioning.specifications.schema import AtYearEnd
from payments.engine.facts import gather
from payments.engine.work_out import governing
from payments.rules.year_end import YearEnd, position


def year_end_positions(year: FinancialYear, on: date, payee: str = "") -> list[YearEnd]:
    """Each practice's year-end payments for a financial year, as its conditions stand on a day.

    In order of specification, term and practice; one practice's where a payee is named. The
    version in force in the year's last month decides.
    """
    positions = []
    for commissioner, governed in sorted(governing(year.last_month).items()):
        facts = gather(commissioner)
        for version in governed:
            for term in version.specification.payments:
                if not isinstance(term, AtYearEnd):
                    continue
                for rewarded in term.years:
                    last = Month.of(rewarded.period.end)
                    if last.financial_year != year or last not in version.months:
                        continue
                    positions += [
                        position(version.specification, term, rewarded, practice, on)
                        for practice in facts.practices
                        if payee in ("", practice.code)
                        and any(practice.open_days(month) for month in rewarded.period.months)
                    ]
    return positions
