"""A decision as a file or a form gives it, before anything is checked."""

from __future__ import annotations

from typing import Annotated

from pydantic.dataclasses import dataclass as row_model

from commissioning.imports import FileColumn, FileRow
from commissioning.imports.contents import plain
from commissioning.imports.row_models import (
    Blank,
    Code,
    Day,
    DayOrNone,
    FileCell,
    OrganisationCode,
    PoundsEitherWayOrNone,
    Text,
    choice_of,
    text_of,
)
from payments.models import Decision


def _subject(row: FileRow, column: str) -> str:
    """What it is about, in small letters; only a claim's reference as it is written."""
    subject = row.text(column, longest=60)
    is_claim = plain(row.text_or_blank("kind")) == Decision.Kind.CLAIM
    return subject if is_claim else subject.lower()


@row_model(frozen=True, slots=True)
class DecisionRow:
    """What was decided about one payee, as a file or a form gives it."""

    line: int | None
    organisation_code: OrganisationCode
    specification: Code
    kind: Annotated[Decision.Kind, choice_of(Decision.Kind)]
    subject: Annotated[str, FileCell(_subject), Blank("")]
    outcome: Annotated[Decision.Outcome, choice_of(Decision.Outcome)]
    starts_on: Annotated[DayOrNone, FileColumn("from", needed=False)]
    ends_on: Annotated[DayOrNone, FileColumn("to", needed=False)]
    figure: PoundsEitherWayOrNone
    reason: Annotated[str, text_of(2000)]
    decided_by: Text
    decided_on: Day
    committee: str = ""
    minute: str = ""
