"""Versions that two people of the primary care team publish, have agreed to, and approve."""

from __future__ import annotations

from datetime import date

from commissioning.models import SpecificationVersion, User
from commissioning.specifications.publishing.actions import (
    Minuted,
    approve_specification,
    publish_specification,
)
from commissioning.specifications.publishing.agreement_actions import answer_variation
from commissioning.specifications.publishing.variations import wanted_for

MINUTED = Minuted("Primary Care Commissioning Committee", date(2020, 5, 13), "2020/5.4")
MINUTE = (  # the same, to the command
    "--committee",
    MINUTED.committee,
    "--met-on",
    MINUTED.met_on.isoformat(),
    "--minute",
    MINUTED.minute,
)


def agreed(version: SpecificationVersion, by: User) -> SpecificationVersion:
    """Record that everybody whose agreement a variation needs has agreed to it."""
    for each in wanted_for(version):
        answer_variation(
            version=version,
            party=each.party,
            pcn=each.pcn,
            agrees=True,
            person="A named person",
            agreed_on=date(2020, 5, 12),
            evidence="letter of 12 May 2020",
            by=by,
        )
    return version


def approved(text: str) -> SpecificationVersion:
    """Publish a file and approve it, as the publisher and the second person of a `Year`."""
    publisher = User.objects.get(email="published@nhs.example")
    version, _ = publish_specification(text=text, by=publisher)
    second = User.objects.get(email="seconded@nhs.example")
    return approve_specification(version=agreed(version, publisher), minuted=MINUTED, by=second)
