"""Sharing with the clinical directors who has signed up."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from commissioning.clock import today
from commissioning.commissioner_tasks.actions import complete_task
from commissioning.domain.periods import written
from commissioning.models import Task, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.specifications.publishing.selectors import parsed
from commissioning.web.addresses import address
from commissioning.web.site_url import site_address
from practices.models import SharedSignUps
from practices.policy.sign_ups import can_share_sign_ups
from practices.selectors.answering import governing
from practices.selectors.people import directors_on

DEADLINE = "share-sign-ups"  # what specifications call the day by which it is done


@transaction.atomic
def share_sign_ups(*, specification: str, by: User) -> SharedSignUps:
    """Tell every director that they can read who has signed, declined and not answered.

    Once a day; from the day after the date to answer. The e-mail names no practice: it says where
    to sign in. Raises ValidationError while practices may still answer, on the second try of a day,
    and where no network has a director to tell.
    """
    require(can_share_sign_ups(by))
    version = governing(specification)
    rule = parsed(version).sign_up
    if today() <= rule.by:
        raise ValidationError(f"Practices can still answer, until {written(rule.by)}")
    if SharedSignUps.objects.filter(specification=specification, shared_on=today()).exists():
        raise ValidationError("Shared with the directors today already")
    addresses = directors_on(today())
    if not addresses:
        raise ValidationError("No network has a clinical director who signs in: invite them first")
    shared = SharedSignUps.objects.create(
        specification=specification, shared_by=by, shared_on=today(), sent_to=addresses
    )
    record("sign-ups shared", shared, by=by, sent_to=addresses)
    _task_done(shared, by)
    board = address("practices:sign_up_board", specification=specification)
    letter = (
        f"You can now read which of your network's practices have signed up, declined or not"
        f" answered:\n\n{version.title}\n\n"
        f"Sign in to read it: {site_address()}{board}\n"
    )
    subject = f"Who has signed up: {version.title}"
    transaction.on_commit(partial(_send, addresses, subject, letter))
    return shared


def _task_done(shared: SharedSignUps, by: User) -> None:
    """Sharing is a task of the commissioner's own, where the specification sets a day for it."""
    task = Task.objects.filter(
        specification=shared.specification, code=DEADLINE, done_on__isnull=True
    ).first()
    if task is not None:
        note = f"Shared with {len(shared.sent_to)} directors and deputies by e-mail"
        complete_task(task=task, done_on=shared.shared_on, note=note, by=by)


def _send(addresses: list[str], subject: str, letter: str) -> None:
    """One e-mail each, over one connection, so that nobody reads the others' addresses."""
    get_connection().send_messages(
        [EmailMessage(subject=subject, body=letter, to=[address]) for address in addresses]
    )
