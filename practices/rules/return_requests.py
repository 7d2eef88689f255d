"""One time that a return is asked of an organisation, and how it stands on a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning.domain.periods import written
from commissioning.specifications.schema import Occasion, RequiredReturn


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """Which form: of whom, for which return of which specification, for which quarter."""

    specification: str
    code: str
    organisation: str
    period: date | None = None

    @property
    def text(self) -> str:
        """Its part of an address: proactive-care/evaluation/C86001, and a quarter's last day."""
        parts = [self.specification, self.code, self.organisation]
        return "/".join([*parts, *([self.period.isoformat()] if self.period else [])])

    @classmethod
    def parse(cls, text: str) -> ReturnKey:
        """Read its part of an address. Raises ValueError where the day is none."""
        specification, code, organisation, *period = text.split("/")
        return cls(
            specification, code, organisation, date.fromisoformat(period[0]) if period else None
        )

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A return on one occasion, as the version in force asks for it."""

    specification: str
    specification_title: str
    asked: RequiredReturn
    occasion: Occasion
    for_year_end: bool = False  # a condition of a year-end payment

    @property
    def key(self) -> str:
        parts = [self.specification, self.asked.code]
        quarter = self.occasion.quarter
        return "/".join([*parts, *([quarter.isoformat()] if quarter else [])])

    @property
    def title(self) -> str:
        quarter = self.occasion.quarter
        return f"{self.asked.title}, quarter to {quarter:%B %Y}" if quarter else self.asked.title

    @property
    def due(self) -> date:
        return self.occasion.due

    @property
    def last(self) -> date:
        """Until when it is accepted; on the last of its days, still."""
        return self.asked.accepted_until or self.due

    def form_of(self, code: str) -> ReturnKey:
        return ReturnKey(self.specification, self.asked.code, code, self.occasion.quarter)

    def timing(self, on: date) -> str:
        """What sending it on a day means, in words; nothing while it is on time."""
        if on <= self.due:
            return ""
        was_due = f"It was due {written(self.due)}"
        if on <= self.last:
            return f"{was_due}: it is late, and accepted until {written(self.last)}"
        if self.asked.holds:
            return f"{was_due}: payments that wait for it are paid once it is here"
        return (
            f"It was due by {written(self.last)}: it can still be sent, but counts only if the CCG"
            " decides to accept it"
        )


class ReturnStanding(StrEnum):
    """How a return stands, in the order in which a person reads them."""

    NOT_STARTED = "not started"
    DRAFT = "draft"
    REOPENED = "reopened"
    MISSING = "missing"
    ASKED_BACK = "asked back"
    RECEIVED = "received"
    LATE = "received late"
    AFTER = "after the last date"
    MET = "met"
    NOT_MET = "not met"


COLOURS = {
    ReturnStanding.NOT_STARTED: "grey",
    ReturnStanding.DRAFT: "blue",
    ReturnStanding.REOPENED: "purple",
    ReturnStanding.MISSING: "red",
    ReturnStanding.ASKED_BACK: "yellow",
    ReturnStanding.RECEIVED: "green",
    ReturnStanding.LATE: "yellow",
    ReturnStanding.AFTER: "orange",
    ReturnStanding.MET: "green",
    ReturnStanding.NOT_MET: "red",
}


def standing(
    due_return: AskedFor,
    on: date,
    *,
    status: str = "",
    received_on: date | None = None,
    is_met: bool | None = None,
) -> ReturnStanding:
    """How a return stands on a day, from its form's status and the fact that it was received."""
    if status in (ReturnStanding.ASKED_BACK, ReturnStanding.REOPENED):
        return ReturnStanding(status)
    if received_on is None:
        begun = ReturnStanding.DRAFT if status == "draft" else ReturnStanding.NOT_STARTED
        return ReturnStanding.MISSING if on > due_return.last else begun
    if is_met is not None:
        return ReturnStanding.MET if is_met else ReturnStanding.NOT_MET
    if received_on > due_return.last and not due_return.asked.holds:
        return ReturnStanding.AFTER
    return ReturnStanding.LATE if received_on > due_return.due else ReturnStanding.RECEIVED
