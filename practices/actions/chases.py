"""Chasing: asking organisations, by e-mail, for what they owe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.specifications.schema import Deadline, Specification
from commissioning.web.addresses import address
from commissioning.web.site_url import site_address
from practices.models import Chase
from practices.policy.answers import can_chase
from practices.selectors.people import addresses_of


@dataclass(frozen=True, slots=True)
class Chased:
    """Who was told, for whom nobody can be told, and who was told already today."""

    told: tuple[Organisation, ...]
    nobody: tuple[Organisation, ...]
    already: tuple[Organisation, ...]


@transaction.atomic
def chase(
    *,
    organisations: Sequence[Organisation],
    specification: str,
    about: str,
    by: User,
    quarter: date | None = None,
) -> Chased:
    """Ask organisations for what they owe, and keep a log of it.

    `about` is the code of a deadline or return. Each organisation's people get an e-mail that says
    what is waited for and where to sign in, and no figures. Nothing is logged for an organisation
    that nobody acts for, nor a second time on the same day. Raises ValidationError where the
    specification asks for no such thing.
    """
    require(can_chase(by))
    current_specification, deadline = _deadline(specification, about, quarter)
    day = today()
    earlier = Chase.objects.filter(
        organisation__in=organisations,
        specification=specification,
        about=about,
        quarter=quarter,
        chased_on=day,
    )
    done = set(earlier.values_list("organisation_id", flat=True))
    open_ones = [organisation for organisation in organisations if organisation.pk not in done]
    addresses = addresses_of(open_ones, day)
    recipients = [organisation for organisation in open_ones if organisation.pk in addresses]
    for organisation in recipients:
        chased = Chase.objects.create(
            organisation=organisation,
            specification=specification,
            about=about,
            quarter=quarter,
            chased_by=by,
            chased_on=day,
            sent_to=addresses[organisation.pk],
        )
        record("chased", chased, by=by, about=about, sent_to=chased.sent_to)
    letters = [
        (addresses[recipient.pk], _letter(recipient, current_specification, deadline))
        for recipient in recipients
    ]
    transaction.on_commit(partial(_send, letters, f"Reminder: {deadline.title}"))
    return Chased(
        tuple(recipients),
        tuple(organisation for organisation in open_ones if organisation.pk not in addresses),
        tuple(organisation for organisation in organisations if organisation.pk in done),
    )


def _deadline(code: str, about: str, quarter: date | None) -> tuple[Specification, Deadline]:
    """What is chased, as the newest approved version that asks for it says it."""
    approved = approved_specifications().get(code)
    for specification in approved.latest_first if approved else ():
        for deadline in specification.deadlines:
            if about in (deadline.code, deadline.return_code) and deadline.quarter == quarter:
                return specification, deadline
    raise ValidationError(f"{code} asks nobody for “{about}”: choose what to chase from the board")


def _letter(organisation: Organisation, specification: Specification, deadline: Deadline) -> str:
    site = f"{site_address()}{address('reporting:home')}"
    late = "It was due" if deadline.due < today() else "It is due"
    return (
        f"To {in_words(organisation.name)}\n\n"
        f"The CCG's primary care team is waiting for you:\n\n"
        f"{deadline.title}\n{specification.title}\n{late} on {written(deadline.due)}.\n\n"
        f"Sign in to read what is asked and to answer: {site}\n\n"
        f"Questions: {specification.contact}\n"
        "Do not put patients' details in an e-mail.\n"
    )


def _send(letters: Sequence[tuple[list[str], str]], subject: str) -> None:
    """Send them over one connection, each to its own people only."""
    get_connection().send_messages(
        [EmailMessage(subject=subject, body=body, to=to) for to, body in letters]
    )
