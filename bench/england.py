"""Fills an empty database with England's practices, as though one commissioner bought for all."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path

from django.conf import settings

from commissioning.models import (
    Organisation,
    Role,
    RoleMembership,
    SpecificationVersion,
    User,
)
from commissioning.specifications.publishing.actions import (
    Minuted,
    approve_specification,
    publish_specification,
)
from practices.models import ListSize, Membership, SignUp

LISTS = Path(__file__).parent / "data" / "gp-reg-pat-prac-all_2021-01-01.csv.gz"
SOURCE = "NHS Digital, Patients Registered at a GP Practice, January 2021, standing in"
COUNTED, STANDS_FOR = date(2021, 1, 1), date(2020, 1, 1)
COMMISSIONER = "02X"
ELEMENTS = ("proactive-care", "care-homes")
BATCH = 5000


@dataclass(frozen=True, slots=True)
class People:
    """Who prepares the runs and who approves them."""

    prepares: User
    approves: User


def practices(wanted: int) -> list[tuple[str, int]]:
    """Codes and list sizes: Doncaster's 39 first, then England's; beyond those, invented codes."""
    with gzip.open(LISTS, "rt") as file:
        rows = [
            (row["CCG_CODE"] != COMMISSIONER, row["CODE"], int(row["NUMBER_OF_PATIENTS"]))
            for row in csv.DictReader(file)
        ]
    real = [(code, patients) for _, code, patients in sorted(rows)]
    return list(islice(_and_more(real), wanted))


def _and_more(real: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    yield from real
    invented = count()
    while True:
        for _, patients in real:
            yield f"Z{next(invented):05}", patients


def people() -> People:
    """Two people of the finance team."""
    return People(_person("prepares", Role.FINANCE), _person("approves", Role.FINANCE))


def _person(name: str, role: Role) -> User:
    person = User.objects.create_user(email=f"{name}@nhs.example", name=name.title())
    RoleMembership.objects.create(person=person, role=role, starts_on=date(2016, 4, 1))
    return person


def published() -> SpecificationVersion:
    """The proactive care specification, published by one person and approved by another."""
    path = Path(settings.BASE_DIR) / "commissioning/specifications/data/proactive-care.toml"
    publisher = _person("publishes", Role.PRIMARY_CARE)
    version, _ = publish_specification(text=path.read_text(), by=publisher)
    minuted = Minuted("Committee of the bench", date(2020, 5, 13), "1")
    second = _person("seconds", Role.PRIMARY_CARE)
    return approve_specification(version=version, minuted=minuted, by=second)


def fill(wanted: int) -> People:
    """Put so many practices on record, each with its list and signed up to both elements."""
    found = people()
    version = published()
    group = Organisation.objects.create(
        code=COMMISSIONER, kind=Organisation.Kind.COMMISSIONER, name="NHS Doncaster CCG"
    )
    rows = practices(wanted)
    for start in range(0, len(rows), BATCH):
        _fill_batch(rows[start : start + BATCH], group, version)
    return found


def _fill_batch(
    rows: list[tuple[str, int]], group: Organisation, version: SpecificationVersion
) -> None:
    made = Organisation.objects.bulk_create(
        Organisation(code=code, kind=Organisation.Kind.PRACTICE, name=f"Practice {code}")
        for code, _ in rows
    )
    Membership.objects.bulk_create(
        Membership(member=each, group=group, group_kind=group.kind, starts_on=date(2013, 4, 1))
        for each in made
    )
    ListSize.objects.bulk_create(
        ListSize(
            practice=each,
            counted_on=COUNTED,
            stands_for=STANDS_FOR,
            patients=patients,
            source=SOURCE,
        )
        for each, (_, patients) in zip(made, rows, strict=True)
    )
    SignUp.objects.bulk_create(
        SignUp(
            practice=each,
            specification=version.code,
            version=version,
            element=element,
            response=SignUp.Response.SIGNED,
            responded_on=date(2020, 5, 22),
        )
        for each in made
        for element in ELEMENTS
    )


def in_networks(size: int) -> None:
    """Put the practices in invented networks of so many each, as the boards show them."""
    practices = list(Organisation.objects.filter(kind=Organisation.Kind.PRACTICE).order_by("code"))
    commissioner = Organisation.objects.get(code=COMMISSIONER)
    groups = -(-len(practices) // size)
    networks = Organisation.objects.bulk_create(
        Organisation(code=f"U{number:05}", kind=Organisation.Kind.PCN, name=f"Network {number}")
        for number in range(groups)
    )
    Membership.objects.bulk_create(
        Membership(
            member=each,
            group=commissioner,
            group_kind=commissioner.kind,
            starts_on=date(2019, 7, 1),
        )
        for each in networks
    )
    Membership.objects.bulk_create(
        Membership(
            member=each,
            group=networks[number // size],
            group_kind=Organisation.Kind.PCN,
            starts_on=date(2019, 7, 1),
        )
        for number, each in enumerate(practices)
    )
