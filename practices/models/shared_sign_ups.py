"""That the directors were told who has signed up."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from commissioning.models import User
from commissioning.models.tracking import tracked


@tracked()
class SharedSignUps(models.Model):
    """The commissioner shared who has signed with the networks' clinical directors, on a day."""

    specification = models.CharField("specification code", max_length=60)
    shared_by = models.ForeignKey(User, models.PROTECT, related_name="sign_ups_shared")
    shared_on = models.DateField()
    sent_to = ArrayField(models.EmailField(max_length=254))

    class Meta:
        ordering = ["-shared_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "shared_on"], name="shared_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_to__len__gt=0), name="shared_with_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"Sign-ups of {self.specification} shared {self.shared_on}"
