"""The files about practices and networks that can be uploaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.models import User
from commissioning.policy.roles import can_keep_reference_data
from commissioning.uploads.importer import Importer, UploadDetails, facts
from practices.actions.list_sizes import import_list_sizes
from practices.actions.networks import import_networks
from practices.actions.practices import import_practices
from practices.actions.register_counts import record_register_counts
from practices.actions.returns import receive_returns
from practices.actions.sign_ups import accept_sign_ups
from practices.imports import register_counts, returns, sign_ups
from practices.imports.list_sizes import read_list_sizes
from practices.imports.networks import read_networks
from practices.imports.practices import read_practices
from practices.policy.register import enters_counts, enters_for_practices


def _practices(path: Path, by: User, particulars: UploadDetails) -> ImportOutcome:
    file = read_practices(path, commissioner=particulars.commissioner)
    return import_practices(file=file, as_at=particulars.edition_of, by=by)


def _networks(path: Path, by: User, particulars: UploadDetails) -> ImportOutcome:
    file = read_networks(path, commissioner=particulars.commissioner, details=particulars.details)
    return import_networks(
        file=file, as_at=particulars.edition_of, by=by, skip_unknown=particulars.skip_unknown
    )


def _lists(*, weighted: bool) -> Callable[[Path, User, UploadDetails], ImportOutcome]:
    def bring_in(path: Path, by: User, particulars: UploadDetails) -> ImportOutcome:
        file = read_list_sizes(
            path,
            commissioner=particulars.commissioner,
            weighted=weighted,
            counted_on=particulars.as_at,
        )
        return import_list_sizes(
            file=file,
            weighted=weighted,
            stands_for=particulars.stands_for,
            by=by,
            skip_unknown=particulars.skip_unknown,
        )

    return bring_in


IMPORTERS = (
    Importer(
        name="practices",
        title="Practices",
        about="The Organisation Data Service’s file of GP practices (epraccur): 27 columns, no"
        " headings. A practice that it no longer has is closed.",
        rule=can_keep_reference_data,
        bring_in=_practices,
        asks=("as_at", "commissioner"),
        needs=("as_at",),
    ),
    Importer(
        name="networks",
        title="Primary care networks",
        about="The Organisation Data Service’s file of networks and their core partners (ePCN):"
        " the whole workbook, or the core partners as CSV, with the PCN details as a second file.",
        rule=can_keep_reference_data,
        bring_in=_networks,
        asks=("details", "as_at", "commissioner", "skip_unknown"),
        needs=("as_at",),
    ),
    Importer(
        name="list-sizes",
        title="List sizes",
        about="Patients registered at a GP practice, as NHS Digital publishes them, or the House"
        " of Commons Library’s table of practice and total.",
        rule=can_keep_reference_data,
        bring_in=_lists(weighted=False),
        asks=("as_at", "stands_for", "commissioner", "skip_unknown"),
    ),
    Importer(
        name="weighted-lists",
        title="Weighted list sizes",
        about="The same columns as list sizes, with weighted patients to two decimal places.",
        rule=can_keep_reference_data,
        bring_in=_lists(weighted=True),
        asks=("as_at", "stands_for", "commissioner", "skip_unknown"),
    ),
    Importer(
        name="sign-ups",
        title="Sign-ups",
        about="Practices’ answers that came on paper or by letter: signed or declined, whole or"
        " element by element.",
        rule=enters_for_practices,
        bring_in=facts(sign_ups.read_sign_ups, accept_sign_ups),
        layout=sign_ups.ABOUT,
    ),
    Importer(
        name="register-counts",
        title="Register counts",
        about="How many patients are on practices’ registers: declared, or found by an audit.",
        rule=enters_counts,
        bring_in=facts(register_counts.read_register_counts, record_register_counts),
        layout=register_counts.ABOUT,
    ),
    Importer(
        name="returns",
        title="Returns",
        about="Which forms came from practices and networks on which day, and whether they meet"
        " what was asked.",
        rule=enters_for_practices,
        bring_in=facts(returns.read_returns, receive_returns),
        layout=returns.ABOUT,
    ),
)
