"""People, and the roles they hold for an organisation between two dates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commissioning.models.organisations import Organisation
from commissioning.models.tracking import tracked

CONSOLE = "console"  # the system person: what commands record when nobody is named


class Role(models.TextChoices):
    PRIMARY_CARE = "primary-care", "CCG primary care team"
    PRACTICE = "practice", "GP practice"
    PCN_DIRECTOR = "pcn-director", "PCN clinical director"
    FINANCE = "finance", "Finance"
    DATA_QUALITY = "data-quality", "Data quality team"
    LMC = "lmc", "Local medical committee"


class People(BaseUserManager["User"]):
    """Makes people; signing in is by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in, or the system person that commands act as."""

    email = models.CharField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_e_mail")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    @property
    def is_console(self) -> bool:
        return self.email == CONSOLE

    def roles_on(self, day: date) -> models.QuerySet[RoleMembership]:
        """The roles this person holds on a day."""
        return self.roles.filter(starts_on__lte=day).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )


@tracked()
class RoleMembership(models.Model):
    """A person does a job for an organisation from a day, until a day. No organisation: the CCG."""

    person = models.ForeignKey(User, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="roles"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    manages = models.BooleanField(
        default=False, help_text="May invite colleagues of the same organisation"
    )
    deputy = models.BooleanField(
        default=False, help_text="Stands in for a director, for one in the director's own matters"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(ends_on__isnull=True),
                nulls_distinct=False,
                name="one_open_role_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
