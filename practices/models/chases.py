"""Who was reminded by hand of what they owe, by whom, and on which day."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class Chase(models.Model):
    """Somebody of the CCG asked an organisation for what it owes, by e-mail to its people.

    `about` is the code of the deadline or return in the specification, `sign-up` for an answer.
    One chase a day for each matter: a second click sends nothing.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="chases")
    specification = models.CharField("specification code", max_length=60)
    about = models.CharField("deadline or return", max_length=60)
    quarter = models.DateField(
        null=True, blank=True, help_text="The last day of the quarter, for a quarterly return"
    )
    chased_by = models.ForeignKey(User, models.PROTECT, related_name="chases")
    chased_on = models.DateField()
    sent_to = ArrayField(models.EmailField(max_length=254))

    class Meta:
        ordering = ["-chased_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "specification", "about", "quarter", "chased_on"],
                nulls_distinct=False,
                name="one_chase_a_matter_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_to__len__gt=0), name="chase_was_sent_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} chased for {self.about}"
