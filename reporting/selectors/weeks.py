"""What the specifications ask about care homes in a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from commissioning.imports.lookup import approved_specifications
from commissioning.models import SpecificationVersion
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import SitrepQuestion, Specification, WeeklySitrep
from reporting.rules.weeks import asking_about, moment_named, questions_about_homes, sunday_of


@dataclass(frozen=True, slots=True)
class Weekly:
    """What is asked in a week, by which version; and whether it is asked at all."""

    week: date
    version: SpecificationVersion
    specification: Specification
    asked: WeeklySitrep

    @property
    def questions(self) -> tuple[SitrepQuestion, ...]:
        """Those that are answered home by home."""
        return questions_about_homes(self.specification, sunday_of(self.week))

    @property
    def is_asked(self) -> bool:
        last = self.asked.last_week
        return last is None or self.week <= last

    @property
    def drafted_at(self) -> datetime:
        """By the clock on the wall in England."""
        return moment_named(self.week, f"{self.asked.drafted_on} {self.asked.drafted_at}")

    @property
    def cut_off(self) -> datetime:
        return moment_named(self.week, self.asked.cut_off)


def weekly(week: date) -> Weekly:
    """What is asked in a week. Raises ValidationError where no specification asks anything."""
    versions = {
        approved_specification.code: approved_specification.governing(week)
        for approved_specification in approved_specifications().values()
    }
    specification = asking_about(week, [parsed(version) for version in versions.values()])
    if specification is None or specification.sitrep is None:
        raise ValidationError(
            f"No approved specification asks about care homes in the week of {week:%-d %B %Y}"
        )
    return Weekly(week, versions[specification.code], specification, specification.sitrep)
