"""What the rows of a fact name, looked up once for all, and what to do where it is unknown.

Actions that take facts share this, so that a file and a form are told the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commissioning.domain.patient_data import patient_data_in
from commissioning.domain.periods import Month
from commissioning.imports import Mistakes
from commissioning.models import Organisation, SpecificationVersion
from commissioning.specifications.publishing.selectors import approved_versions, in_force, parsed
from commissioning.specifications.schema import Specification
from commissioning.web.request_cache import once_a_page

Kind = Organisation.Kind
KINDS = {
    Kind.PRACTICE: ("a GP practice", "import_practices"),
    Kind.PCN: ("a primary care network", "import_pcns"),
}


@dataclass(frozen=True, slots=True)
class Approved:
    """The approved versions of one specification, in the order in which they come into force."""

    code: str
    versions: tuple[SpecificationVersion, ...]

    def governing(self, day: date) -> SpecificationVersion:
        """The version that governs a day's month; before all of them, the first."""
        return in_force(self.versions, Month.of(day)) or self.versions[0]

    @property
    def latest_first(self) -> tuple[Specification, ...]:
        return tuple(parsed(version) for version in reversed(self.versions))


@once_a_page
def approved_specifications() -> dict[str, Approved]:
    """Every specification that has an approved version, by code."""
    versions: dict[str, list[SpecificationVersion]] = {}
    for version in approved_versions():
        versions.setdefault(version.code, []).append(version)
    return {
        code: Approved(code, tuple(versions_of_code)) for code, versions_of_code in versions.items()
    }


class Lookup:
    """The organisations and specifications that rows name; what is unknown becomes a mistake.

    The organisations stay locked until the transaction ends, so that two people who bring in facts
    about the same practice follow one another.
    """

    def __init__(self, codes: Iterable[str], mistakes: Mistakes | None) -> None:
        """Look codes up. The mistakes are those found so far, while reading a file."""
        self.mistakes = Mistakes() if mistakes is None else mistakes
        rows = (
            Organisation.objects.select_for_update(no_key=True)
            .filter(code__in=set(codes))
            .order_by("pk")
        )
        self.organisations = {organisation.code: organisation for organisation in rows}
        self._approved = approved_specifications()

    def organisation(
        self, line: int | None, column: str, code: str, *kinds: str
    ) -> Organisation | None:
        """Find an organisation of one of these kinds."""
        organisation = self.organisations.get(code)
        wanted = " or ".join(KINDS[Kind(kind)][0] for kind in kinds)
        if organisation is None:
            commands = " or ".join(KINDS[Kind(kind)][1] for kind in kinds)
            self.mistakes.add(
                line,
                column,
                f"“{code}” is not on record",
                f"Write the ODS code of {wanted}, or load it first with {commands}",
            )
        elif organisation.kind not in kinds:
            what, _ = KINDS.get(
                Kind(organisation.kind), (f"a {Kind(organisation.kind).label.lower()}", "")
            )
            self.mistakes.add(line, column, f"{code} is {what}", f"Write the ODS code of {wanted}")
            return None
        return organisation

    def practice(self, line: int | None, code: str) -> Organisation | None:
        return self.organisation(line, "practice_code", code, Kind.PRACTICE)

    def specification(self, line: int | None, code: str) -> Approved | None:
        """Find a specification that has an approved version."""
        approved = self._approved.get(code)
        if approved is None:
            published = SpecificationVersion.objects.filter(code=code).exists()
            reason = (
                f"no version of “{code}” has been approved"
                if published
                else f"no specification is called “{code}”"
            )
            allowed = f"Approved: {', '.join(sorted(self._approved)) or 'none'}"
            self.mistakes.add(
                line,
                "specification",
                reason,
                f"Publish and approve it first (publish_specification). {allowed}",
            )
        return approved

    def specification_that_pays(
        self, line: int | None, code: str, kind: type, what: str
    ) -> Approved | None:
        """Find a specification with a payment term of a kind; without a code, the only one."""
        paying = {
            approved.code: approved
            for approved in self._approved.values()
            if any(
                isinstance(term, kind) for read in approved.latest_first for term in read.payments
            )
        }
        if code and code not in self._approved:
            return self.specification(line, code)
        if code in paying or (not code and len(paying) == 1):
            return paying[code or next(iter(paying))]
        if code:
            reason = f"{code} pays no {what}"
        elif paying:
            reason = f"is blank, and more than one specification pays {what}"
        else:
            reason = f"no approved specification pays {what}"
        instead = (
            f"Write one of: {', '.join(sorted(paying))}"
            if paying
            else "Publish and approve it first (publish_specification)"
        )
        self.mistakes.add(line, "specification", reason, instead)
        return None

    def text_without_patients(self, line: int | None, **texts: str) -> None:
        """Refuse texts, given by column, that hold what looks like a patient's data."""
        for column, text in texts.items():
            if patient_data := patient_data_in(text):
                self.mistakes.add(line, column, patient_data)
