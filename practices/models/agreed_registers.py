"""The register that a practice and the commissioner agree before the service starts."""

from __future__ import annotations

from django.db import models

from commissioning.models import User
from commissioning.models.tracking import tracked
from practices.models.requests import Asked


@tracked()
class RegisterProposal(Asked):
    """How many patients a practice puts on its register, and how it found them.

    The commissioner sense-checks it in dialogue and signs it off (agreed) or returns it (refused).
    A shortfall against the share of the list informs the final payment, never the monthly one.
    """

    patients = models.PositiveIntegerField()
    list_size = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, help_text="The list it is held to"
    )
    profile = models.TextField("how the register was compiled")

    class Meta(Asked.Meta):
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "specification"],
                condition=models.Q(status__in=["open", "agreed"]),
                name="one_standing_register_a_practice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: register of {self.patients}"


@tracked()
class RegisterMessage(models.Model):
    """One thing that the practice or the commissioner said about a proposed register."""

    proposal = models.ForeignKey(RegisterProposal, models.CASCADE, related_name="messages")
    text = models.TextField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="register_messages")
    written_on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.written_on}"
