"""Which network looks after which home."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


@tracked()
class Alignment(models.Model):
    """A home is aligned to a network between two dates: to one network at a time.

    One with no stated end lasts until the home's next alignment starts: its end is then the day
    before, and `ended_by_move` says that nobody stated it.
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="alignments")
    pcn = models.ForeignKey(Organisation, models.PROTECT, related_name="aligned_homes")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_by_move = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_at_a_time("home", "one_network_for_a_home_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="alignment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_by_move=False) | Q(ends_on__isnull=False),
                name="a_move_ends_an_alignment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home} to {self.pcn}"


@tracked()
class AlignmentProposal(models.Model):
    """A home is proposed to a network: the network's director and the CCG agree, or one refuses.

    What is confirmed is then written as an `Alignment`, the one fact that payments rest on. Two
    open proposals of a home, or one against an alignment that lasts, are two networks claiming it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waiting for the network"
        AGREED = "agreed", "Waiting for the CCG"
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Refused"

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="alignment_proposals")
    pcn = models.ForeignKey(Organisation, models.PROTECT, related_name="alignment_proposals")
    starts_on = models.DateField()
    why = models.TextField()
    residents_choice = models.TextField("what residents chose", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Of the decision")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "pcn"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="one_open_proposal_a_home_and_network",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_on__isnull=True)
                | Q(agreed_by__isnull=False, agreed_on__isnull=False),
                name="an_agreed_alignment_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="proposed", agreed_by__isnull=True, decided_by__isnull=True)
                    | Q(state="agreed", agreed_by__isnull=False, decided_by__isnull=True)
                    | Q(state="confirmed", agreed_by__isnull=False, decided_by__isnull=False)
                    | (Q(state="refused", decided_by__isnull=False) & ~Q(reason=""))
                ),
                name="an_alignment_is_agreed_then_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (~Q(decided_by=F("agreed_by")) & ~Q(decided_by=F("proposed_by"))),
                name="who_proposed_an_alignment_does_not_confirm_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home} proposed to {self.pcn}"
