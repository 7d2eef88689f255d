"""Messages to people about what they owe: what each said, and what became of it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class Message(models.Model):
    """One e-mail to one person. Its `key` says what it is, so that it is written once.

    What it said stays as it was written, whatever becomes of it; the database refuses the rest.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", "Reminder"
        DIRECTOR = "director", "To the network’s director"
        CCG = "ccg", "To the CCG"
        DIGEST = "digest", "Monday digest"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        SHOWN = "shown", "Shown here, not sent"
        HELD = "held", "In the Monday digest"
        UNSURE = "unsure", "Perhaps not sent"
        BOUNCED = "bounced", "Came back"
        FAILED = "failed", "Could not be sent"

    key = models.CharField(max_length=250, unique=True)
    matter = models.CharField(
        max_length=220, db_index=True, help_text="The key of what was planned, whoever reads it"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = models.ForeignKey(User, models.PROTECT, related_name="messages")
    address = models.CharField("e-mail address", max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    specification = models.CharField("specification code", max_length=60, blank=True)
    deadline = models.CharField(max_length=60, blank=True)
    written_on = models.DateField()
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    claim = models.UUIDField(null=True, blank=True, help_text="The job that sends it, or sent it")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why it came back, or could not be sent")
    told_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="tells", help_text="Its digest"
    )

    class Meta:
        ordering = ["-written_on", "-pk"]
        indexes = [
            models.Index(
                fields=["state"],
                condition=Q(state__in=["waiting", "sending"]),
                name="messages_to_send",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", claim__isnull=False) | ~Q(state="sending"),
                name="a_message_is_sent_under_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="a_sent_message_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["bounced", "failed"]) | ~Q(problem=""),
                name="a_message_that_came_back_says_why",
            ),
            models.CheckConstraint(
                condition=Q(told_in__isnull=True) | Q(state="held"),
                name="only_held_messages_are_told_in_a_digest",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="what_it_said_is_fixed",
                fields=[
                    "key",
                    "matter",
                    "kind",
                    "person",
                    "address",
                    "subject",
                    "text",
                    "html",
                    "organisation",
                    "specification",
                    "deadline",
                    "written_on",
                    "written_at",
                ],
            ),
            pgtrigger.Protect(name="no_lost_messages", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.subject


@tracked()
class MessageChoice(models.Model):
    """How a person is reminded: of each thing by itself, or once a week. Never not at all."""

    class Reminders(models.TextChoices):
        EACH = "each", "Each reminder by itself, and a digest on Mondays"
        DIGEST = "digest", "Only the digest on Mondays"

    person = models.OneToOneField(User, models.PROTECT, related_name="message_choice")
    reminders = models.CharField(max_length=10, choices=Reminders.choices)
    chosen_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.person}: {self.reminders}"


@tracked()
class CalendarFeed(models.Model):
    """That a person's deadlines can be read by a calendar, under an address only they know.

    The secret of the address is shown once; what is kept cannot be turned back into it.
    """

    person = models.OneToOneField(User, models.PROTECT, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
