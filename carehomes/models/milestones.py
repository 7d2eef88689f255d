"""The network contract's care home milestones, as a network's director confirms them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commissioning.models import Attachment, Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class MilestoneConfirmation(models.Model):
    """A network says that a milestone is met, or that it is not yet and what is being done.

    One for each network, specification and milestone: a later word takes its place, and the row
    history keeps the earlier. `met_on` is the day from which it is met.
    """

    pcn = models.ForeignKey(Organisation, models.PROTECT, related_name="milestones")
    specification = models.CharField("specification code", max_length=60)
    milestone = models.CharField(max_length=60)
    met_on = models.DateField(null=True, blank=True, help_text="Empty: not met yet")
    note = models.TextField(blank=True)
    evidence = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pcn", "specification", "milestone"],
                name="one_word_a_network_and_milestone",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=False) | ~Q(note=""),
                name="a_milestone_not_met_says_what_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pcn}: {self.milestone}"
