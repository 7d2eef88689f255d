"""What the CCG measures for itself under the 2016–18 specification, section 3. Never paid for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CcgIndicator:
    key: str
    title: str
    unit: str


INDICATORS = (
    CcgIndicator(
        "care-home-admissions",
        "Permanent admissions to care homes of people aged 65 and over",
        "for every 100,000 people",
    ),
    CcgIndicator(
        "at-home-91-days",
        "People aged 65 and over still at home 91 days after discharge into reablement",
        "percent",
    ),
    CcgIndicator("delayed-transfers", "Delayed transfers of care", "days"),
    CcgIndicator("experience", "People who had a good experience of care", "percent"),
    CcgIndicator("avoidable-admissions", "Avoidable emergency admissions", "admissions"),
    CcgIndicator("chosen-place", "Deaths in the place that the person chose", "percent"),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
