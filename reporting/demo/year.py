"""Reads the demo year: who takes part, and what happened on which day, as commands."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Self

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, model_validator

from commissioning.models import Role

FOLDER: Path = settings.BASE_DIR / "demo"
ILLUSTRATIVE = FOLDER / "illustrative"
YEAR = FOLDER / "year.toml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(_Part):
    """Somebody who exists in the demo only."""

    email: str = Field(pattern=r"^[a-z0-9-]+@example\.org$")
    name: str = Field(pattern=r"\(demo\)$")
    role: Role
    organisation: str = ""


class Step(_Part):
    """What happened on a day, and the commands that make it happen."""

    on: date
    what: str
    do: tuple[str, ...]
    people: tuple[Person, ...] = ()


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


def read_year(path: Path = YEAR) -> Year:
    """Read the year from its file."""
    return Year.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
