"""Questions that payees ask about a payment line, and what finance answers."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked

LONGEST = 2000  # characters of a message


@tracked()
class LineQuery(models.Model):
    """A question about one line, which stays with the line for ever.

    It names the line by its reference: a draft that is prepared again writes its lines anew under
    the same references.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"  # finance is to answer
        ANSWERED = "answered", "Answered"  # the payee is to reply, or to close it
        CLOSED = "closed", "Closed"

    reference = models.CharField(max_length=150, help_text="As 2020-06/C86001/aspiration/2020-05")
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="line_queries")
    title = models.CharField(max_length=250, help_text="The line in words")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="line_queries")
    asked_on = models.DateField()
    waiting_since = models.DateField(help_text="The day of the last message, or of closing")
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="line_queries_closed"
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "asked_on"], name="line_queries_by_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_by__isnull=False, closed_on__isnull=False)
                | ~Q(state="closed") & Q(closed_by__isnull=True, closed_on__isnull=True),
                name="a_closed_query_has_a_person_and_a_day",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(state="closed"),
                name="one_open_query_a_line",
            ),
        ]

    def __str__(self) -> str:
        return f"Query about {self.reference}"


class QueryMessage(models.Model):
    """One thing that was said in a query: never changed, never removed."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Question"
        ANSWER = "answer", "Answer"
        REPLY = "reply", "Reply"

    query = models.ForeignKey(LineQuery, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="query_messages")
    on = models.DateField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.query}"
