"""Invitations: the one way in for somebody who is not here yet."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from commissioning.models.organisations import Organisation
from commissioning.models.people import Role
from commissioning.models.tracking import tracked


def both_or_neither(one: str, other: str) -> Q:
    return Q(**{f"{one}__isnull": True, f"{other}__isnull": True}) | Q(
        **{f"{one}__isnull": False, f"{other}__isnull": False}
    )


@tracked()
class Invitation(models.Model):
    """Somebody is asked, at an e-mail address, to take a role. Good once, and until a day.

    The link that is sent holds a secret of which only a hash is kept: who reads the database
    cannot make the link.
    """

    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    email = models.CharField("e-mail address", max_length=254)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    manages = models.BooleanField(default=False)
    deputy = models.BooleanField(default=False)
    invited_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="invitations_sent"
    )
    invited_on = models.DateField(help_text="When the link that counts was sent")
    expires_on = models.DateField(help_text="The last day on which the link works")
    accepted_by = models.ForeignKey(
        "commissioning.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_accepted",
    )
    accepted_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "commissioning.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_withdrawn",
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("accepted_by", "accepted_on"),
                name="invitation_accepted_by_and_on",
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_by", "withdrawn_on"),
                name="invitation_withdrawn_by_and_on",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(withdrawn_on__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("invited_on")), name="invitation_expires_later"
            ),
            models.UniqueConstraint(
                fields=["email", "role", "organisation"],
                condition=Q(accepted_on__isnull=True, withdrawn_on__isnull=True),
                nulls_distinct=False,
                name="one_open_invitation_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        """Neither accepted nor withdrawn; its link may be too old."""
        return self.accepted_on is None and self.withdrawn_on is None

    def has_expired(self, day: date) -> bool:
        return day > self.expires_on
