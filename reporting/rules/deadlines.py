"""A deadline with its specification, who owes it, and how it stands on a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning.specifications.schema import Deadline, Specification

OF_THE_CCG = ("commissioner", "finance", "data-quality")
SIGN_UP = "sign-up"


@dataclass(frozen=True, slots=True)
class Dated:
    """A deadline, as the version of its specification that governs a day states it."""

    specification: Specification
    deadline: Deadline

    @property
    def key(self) -> str:
        """What it is called in keys: proactive-care:gateway. Unique among all deadlines."""
        return f"{self.specification.code}:{self.deadline.code}"

    @property
    def due(self) -> date:
        return self.deadline.due

    @property
    def last(self) -> date:
        """Until when it is accepted; on the last of its days, still."""
        return self.deadline.accepted_until or self.deadline.due

    @property
    def is_the_ccgs(self) -> bool:
        return self.deadline.owed_by in OF_THE_CCG


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """Who still owes something: a practice or a network, or one of the CCG's teams."""

    code: str  # the ODS code, or the team: commissioner, finance, data-quality
    network: str = ""  # of a practice: the code of its network, where it has one

    @property
    def is_the_ccg(self) -> bool:
        return self.code in OF_THE_CCG


class Stands(StrEnum):
    """How a deadline stands, while it is owed."""

    AHEAD = "Ahead"
    LATE = "Late, still accepted"
    OVERDUE = "Overdue"


def stands(dated: Dated, day: date) -> Stands:
    """Something is overdue once the last day on which it is accepted has ended."""
    if day <= dated.due:
        return Stands.AHEAD
    return Stands.LATE if day <= dated.last else Stands.OVERDUE
