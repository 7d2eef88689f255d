"""Every kind of file that can be uploaded: what each app offers, in one list."""

from __future__ import annotations

from carehomes.uploads import IMPORTERS as HOMES
from commissioning.models import User
from commissioning.uploads.importer import Importer
from payments.uploads import IMPORTERS as PAYMENTS
from practices.uploads import IMPORTERS as PRACTICES

GROUPS: tuple[tuple[str, tuple[Importer, ...]], ...] = (
    ("Practices and networks", PRACTICES),
    ("Care homes", HOMES),
    ("Payments", PAYMENTS),
)
OFFERED = {importer.name: importer for _, group in GROUPS for importer in group}


def offered_to(user: User) -> list[Importer]:
    """The kinds of files that a person may bring in."""
    return [importer for importer in OFFERED.values() if importer.rule(user)]
