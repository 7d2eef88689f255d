"""Messages that a person may see, and what has been written already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from commissioning.models import Organisation, User
from reporting.models import CalendarFeed, Message, MessageChoice
from reporting.policy.messages import keeps_messages
from reporting.rules.deadlines import Dated


def messages_visible_to(user: User) -> QuerySet[Message]:
    """A person's own; for the CCG's primary care team everybody's."""
    messages = Message.objects.select_related("person", "organisation", "told_in")
    return messages if keeps_messages(user) else messages.filter(person=user)


def visible_message(user: User, key: int) -> Message | None:
    return messages_visible_to(user).filter(pk=key).first()


def written_about(deadlines: Iterable[Dated]) -> set[str]:
    """What was written of these deadlines, whoever read it: the keys of reminders."""
    rows = Message.objects.filter(deadline__in={dated.deadline.code for dated in deadlines})
    return set(rows.values_list("matter", flat=True))


def has_digest(week: date) -> bool:
    """Whether the digests of a week, by its Monday, were written."""
    return Message.objects.filter(matter=f"digest:{week}").exists()


def organisations_called(codes: Iterable[str]) -> dict[str, Organisation]:
    return {
        organisation.code: organisation
        for organisation in Organisation.objects.filter(code__in=set(codes))
    }


def choice_of(user: User) -> str:
    """How somebody is reminded; unless they chose, of each thing by itself."""
    choice = MessageChoice.objects.filter(person=user).first()
    return choice.reminders if choice else MessageChoice.Reminders.EACH


def feed_of(user: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=user).first()


def feed_called(token_sha256: str) -> CalendarFeed | None:
    rows = CalendarFeed.objects.filter(token_sha256=token_sha256).select_related("person")
    return rows.first()
