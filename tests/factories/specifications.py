"""Versions that two people of the primary care team publish and approve."""

from __future__ import annotations

from commissioning.actions.specifications import approve_specification, publish_specification
from commissioning.models import SpecificationVersion, User


def approved(text: str) -> SpecificationVersion:
    """Publish a file and approve it, as the publisher and the second person of a `Year`."""
    version, _ = publish_specification(
        text=text, by=User.objects.get(email="published@nhs.example")
    )
    return approve_specification(version=version, by=User.objects.get(email="seconded@nhs.example"))
