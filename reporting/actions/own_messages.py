"""What somebody chooses for themselves: how they are reminded, and a calendar feed."""

from __future__ import annotations

from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.web.site_url import hash_of
from reporting.models import CalendarFeed, MessageChoice
from reporting.policy.messages import chooses_messages

SECRET_BYTES = 32


@transaction.atomic
def choose_messages(*, reminders: str, by: User) -> MessageChoice:
    """Choose how one is reminded: of each thing by itself, or on Mondays. Never not at all."""
    require(chooses_messages(by))
    if reminders not in MessageChoice.Reminders.values:
        raise ValidationError("Choose how you are reminded")
    chosen, _ = MessageChoice.objects.update_or_create(
        person=by, defaults={"reminders": reminders, "chosen_on": today()}
    )
    record("messages chosen", chosen, by=by, reminders=reminders)
    return chosen


@transaction.atomic
def make_feed(*, by: User) -> str:
    """Make a secret address for one's calendar; it takes the place of any before. Shown once."""
    require(chooses_messages(by))
    token = token_urlsafe(SECRET_BYTES)
    made, is_new = CalendarFeed.objects.update_or_create(
        person=by, defaults={"token_sha256": hash_of(token), "made_on": today()}
    )
    record("calendar feed made" if is_new else "calendar feed renewed", made, by=by)
    return token


@transaction.atomic
def withdraw_feed(*, by: User) -> None:
    """End the secret address: a calendar that reads it is told that there is nothing."""
    require(chooses_messages(by))
    feed = CalendarFeed.objects.select_for_update().filter(person=by).first()
    if feed is None:
        raise ValidationError("You have no calendar feed to withdraw")
    record("calendar feed withdrawn", feed, by=by)
    feed.delete()
