"""The files about care homes that can be uploaded."""

from __future__ import annotations

from pathlib import Path

from carehomes.actions.alignments import align_homes
from carehomes.actions.homes import import_homes
from carehomes.actions.residents import count_residents
from carehomes.imports import alignments, residents
from carehomes.imports.homes import read_homes
from carehomes.policy import can_align_homes
from commissioning.imports import ImportOutcome
from commissioning.models import User
from commissioning.policy.roles import can_keep_reference_data
from commissioning.uploads.importer import Importer, UploadDetails, facts
from practices.policy.register import enters_for_practices


def _homes(path: Path, by: User, answers: UploadDetails) -> ImportOutcome:
    file = read_homes(path, local_authority=answers.local_authority)
    return import_homes(file=file, as_at=answers.edition_of, stands_for=answers.stands_for, by=by)


IMPORTERS = (
    Importer(
        name="care-homes",
        title="Care homes",
        about="The Care Quality Commission’s care directory with filters: active locations. A home"
        " of the same local authority that it no longer has is closed.",
        rule=can_keep_reference_data,
        bring_in=_homes,
        asks=("as_at", "stands_for", "local_authority"),
        needs=("as_at",),
    ),
    Importer(
        name="alignments",
        title="Alignments",
        about="Which primary care network each care home is aligned to, and since when.",
        rule=can_align_homes,
        bring_in=facts(alignments.read_alignments, align_homes),
        layout=alignments.ABOUT,
    ),
    Importer(
        name="residents",
        title="Residents",
        about="How many residents of each home are registered with each practice: counts, never"
        " names.",
        rule=enters_for_practices,
        bring_in=facts(residents.read_residents, count_residents),
        layout=residents.ABOUT,
    ),
)
