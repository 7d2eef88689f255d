"""Practices and primary care networks, and which belongs to which between two dates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation
from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


class OfKind(models.Manager["Organisation"]):
    """Only the organisations of one kind."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> models.QuerySet[Organisation]:
        return super().get_queryset().filter(kind=self.kind)


class Practice(Organisation):
    """A GP practice."""

    objects: ClassVar[OfKind] = OfKind(Organisation.Kind.PRACTICE)  # type: ignore[assignment]

    class Meta:
        proxy = True


class PrimaryCareNetwork(Organisation):
    """A primary care network (PCN)."""

    objects: ClassVar[OfKind] = OfKind(Organisation.Kind.PCN)  # type: ignore[assignment]

    class Meta:
        proxy = True


def _dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True)
        | Q(starts_on__isnull=True)
        | Q(ends_on__gte=F("starts_on")),
        name=name,
    )


@tracked()
class OrganisationName(models.Model):
    """What an organisation was called between two dates. An open start: since it opened."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            _dated("name_ends_after_it_starts"),
            one_at_a_time("organisation", "one_name_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Membership(models.Model):
    """A practice belongs to a network, or is commissioned by a CCG, between two dates.

    One of each kind at a time: `group_kind` repeats the group's kind so that the database can
    refuse an overlap.
    """

    member = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    group_kind = models.CharField(max_length=20, choices=Organisation.Kind.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            _dated("membership_ends_after_it_starts"),
            one_at_a_time("member", "one_network_at_a_time", Q(group_kind="pcn")),
            one_at_a_time("member", "one_commissioner_at_a_time", Q(group_kind="commissioner")),
        ]
        indexes = [models.Index(fields=["group", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.member} in {self.group}"
