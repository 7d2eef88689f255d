"""Care homes, what each counts for, and their beds between two dates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, User
from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


@tracked()
class CareHome(models.Model):
    """A home registered with the Care Quality Commission (CQC), or one that practices know of.

    A registered home goes by its location id, which is text and is never read apart; one that is
    not goes by an id of our own, and says which practice identified it (specification V4.0,
    scope). A home can be both nursing and residential. The name is today's; earlier names are in
    `HomeName`.
    """

    class Kind(models.TextChoices):
        """The seven types of specification V4.0, scope."""

        NURSING = "nursing", "Nursing home"
        CONVALESCENT = "convalescent", "Convalescent home"
        RESPITE = "respite", "Respite care"
        CRISIS = "crisis", "Mental health crisis house"
        RESIDENTIAL = "residential", "Residential care home"
        THERAPEUTIC = "therapeutic", "Therapeutic community"
        COLLEGE = "college", "Specialist college service"

    LOCAL = "LOCAL-"  # how the ids of homes that are not registered begin

    location_id = models.CharField("CQC location id", max_length=30, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField("type", max_length=20, choices=Kind.choices, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    local_authority = models.CharField(max_length=100, blank=True)
    cqc_registered = models.BooleanField("registered with CQC", default=True)
    identified_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="identified_homes"
    )
    nursing = models.BooleanField(default=False)
    residential = models.BooleanField("without nursing", default=False)
    registered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="The last day it was registered")

    class Meta:
        ordering = ["name", "location_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cqc_registered=True, identified_by__isnull=True)
                | Q(
                    cqc_registered=False,
                    identified_by__isnull=False,
                    nursing=False,  # so that the premium never counts its beds
                    residential=False,
                    location_id__startswith="LOCAL-",
                ),
                name="an_unregistered_home_earns_no_premium",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.location_id})"


@tracked()
class Counting(models.Model):
    """The CCG says that a home is, or is not, in a count of homes, from a day until a day.

    Three counts that are never one (interpretation D-14). Without a row the local service has every
    home on record and the sitrep's denominator every home in operation that is registered. The
    premium is worked out from the registration alone, so no row speaks of it.
    """

    class Regime(models.TextChoices):
        LOCAL_SERVICE = "local-service", "Local service"
        SITREP = "sitrep", "Sitrep’s denominator"

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="countings")
    regime = models.CharField(max_length=20, choices=Regime.choices)
    counts = models.BooleanField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [
            one_at_a_time("home", "one_word_on_the_local_service", Q(regime="local-service")),
            one_at_a_time("home", "one_word_on_the_sitrep", Q(regime="sitrep")),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="counting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        inside = "in" if self.counts else "not in"
        return f"{self.home}: {inside} the {self.get_regime_display().lower()}"


@tracked()
class HomeName(models.Model):
    """What a home was called between two dates. An open start: since it was registered."""

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [one_at_a_time("home", "one_home_name_at_a_time")]

    def __str__(self) -> str:
        return self.name


@tracked()
class BedCount(models.Model):
    """How many beds a home was registered for, from a day until a day.

    `counted_on` is the edition the number comes from; where that is another day than `starts_on`
    was first known for, the edition stands in and says so wherever the beds are shown.
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="bed_counts")
    beds = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    counted_on = models.DateField(help_text="The day the edition is of")
    stands_in = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_at_a_time("home", "one_bed_count_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="beds_end_after_they_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.beds} beds from {self.starts_on}"
