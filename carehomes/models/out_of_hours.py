"""Out-of-hours cover of each home: the CCG's own duty (NHS England letter of 1 May 2020, 3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


@tracked()
class OutOfHours(models.Model):
    """Who covers a home out of hours, how medicines are supplied, and since when the home knows."""

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="out_of_hours")
    provider = models.CharField(max_length=200)
    medicines = models.CharField("supply of medicines", max_length=300)
    signposted_on = models.DateField(null=True, blank=True, help_text="Empty: not yet")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kept_on = models.DateField()

    class Meta:
        constraints = [
            one_at_a_time("home", "one_out_of_hours_arrangement_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="out_of_hours_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.provider} from {self.starts_on}"


@tracked()
class OutOfHoursGap(models.Model):
    """Somebody tells the CCG of a gap in a home's cover; the CCG answers and closes it."""

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="out_of_hours_gaps")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="out_of_hours_gaps", help_text="Who tells of it"
    )
    since = models.DateField()
    what = models.TextField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False)),
                name="an_answer_on_a_gap_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(answer="")),
                name="a_gap_is_closed_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: gap out of hours since {self.since}"
