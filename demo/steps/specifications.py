"""Versions that are proposed, what is said to them, and budgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.domain.periods import FinancialYear
from commissioning.models import Organisation, SpecificationVersion, User
from commissioning.specifications.publishing.actions import Minuted, approve_specification
from commissioning.specifications.publishing.agreement_actions import answer_variation
from commissioning.specifications.publishing.draft_actions import draft_specification, publish_draft
from commissioning.specifications.publishing.selectors import published_version
from payments.actions.budgets import set_budget
from payments.models import Budget


def proposed_version(
    *, specification: str, of: str, version: str, changes: Mapping[str, str], reason: str, by: User
) -> SpecificationVersion:
    """Publish a version whose file is that of another with some texts in place of others."""
    text = _version(specification, of).text
    for old, new in {f'version = "{of}"': f'version = "{version}"', **changes}.items():
        if old not in text:
            raise ValueError(f"The file of {specification} {of} has no “{old}”")
        text = text.replace(old, new)
    return publish_draft(draft=draft_specification(text=text, reason=reason, by=by), by=by)


def answered_variation(
    *,
    specification: str,
    version: str,
    on: date,
    person: str,
    by: User,
    pcn: str = "",
    agrees: bool = True,
    evidence: str = "",
    reason: str = "",
) -> None:
    answer_variation(
        version=_version(specification, version),
        party="pcn-director" if pcn else "lmc",
        pcn=Organisation.objects.get(code=pcn) if pcn else None,
        agrees=agrees,
        person=person,
        agreed_on=on,
        evidence=evidence,
        reason=reason,
        by=by,
    )


def approved_version(
    *, specification: str, version: str, committee: str, met_on: date, minute: str, by: User
) -> SpecificationVersion:
    minuted = Minuted(committee, met_on, minute)
    return approve_specification(version=_version(specification, version), minuted=minuted, by=by)


def budget(*, specification: str, year: str, amount: str, by: User, note: str = "") -> Budget:
    return set_budget(
        specification=specification,
        year=FinancialYear.parse(year),
        amount=Decimal(amount),
        note=note,
        by=by,
    )


def _version(code: str, version: str) -> SpecificationVersion:
    found = published_version(code, version)
    if found is None:
        raise ValueError(f"{code} {version} has not been published")
    return found


DEEDS: dict[str, Callable[..., Any]] = {
    "proposed version": proposed_version,
    "answered variation": answered_variation,
    "approved version": approved_version,
    "budget": budget,
}
