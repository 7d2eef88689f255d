"""Reads the demo year: who takes part, and what happened on which day, as commands."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, model_validator

from commissioning.models import Role

FOLDER: Path = settings.BASE_DIR / "demo"
ILLUSTRATIVE = FOLDER / "illustrative"
YEAR = FOLDER / "year.toml"
SUBJECTS = FOLDER / "year"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(_Part):
    """Somebody who exists in the demo only."""

    email: str = Field(pattern=r"^[a-z0-9-]+@example\.org$")
    name: str = Field(pattern=r"\(demo\)$")
    role: Role
    organisation: str = ""


class Deed(BaseModel):
    """Something that somebody did on the site: its name, who did it, and what else it says."""

    model_config = ConfigDict(extra="allow", frozen=True)

    deed: str
    by: str = Field(pattern=r"^[a-z0-9-]+@example\.org$")

    @property
    def said(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class Step(_Part):
    """What happened on a day: commands that anybody could type, and deeds done on the site."""

    on: date
    what: str
    do: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    deeds: tuple[Deed, ...] = ()


class Subject(_Part):
    """The steps of one subject, in a file of its own."""

    step: tuple[Step, ...]


class Year(_Part):
    """The demo year. `run` is the one whose exports and totals are shown."""

    today: date
    commissioner: str
    run: str
    finance: str
    password: str
    step: tuple[Step, ...]

    @property
    def people(self) -> list[Person]:
        return [person for step in self.step for person in step.people]

    @model_validator(mode="after")
    def in_order(self) -> Self:
        for earlier, later in pairwise([*(step.on for step in self.step), self.today]):
            if earlier > later:
                raise ValueError(f"{earlier} stands before {later}: write the steps in order")
        return self


@cache
def read_year(path: Path = YEAR, subjects: Path = SUBJECTS) -> Year:
    """Read the year from its files: the year itself, and the steps of each subject, by day.

    On one day the year's own steps come first, then those of the subjects in order of their names.
    """
    year = Year.model_validate(_said(path))
    steps = list(year.step)
    for each in sorted(subjects.glob("*.toml")):
        steps += Subject.model_validate(_said(each)).step
    return Year.model_validate(
        year.model_dump() | {"step": [each.model_dump() for each in sorted(steps, key=_day)]}
    )


def _said(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _day(step: Step) -> date:
    return step.on
