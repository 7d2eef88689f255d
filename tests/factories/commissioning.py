"""People, organisations, specifications and editions."""

from __future__ import annotations

import hashlib
from datetime import date

import factory
from django.contrib.auth.hashers import make_password

from commissioning.models import (
    Agreement,
    Approval,
    Attachment,
    Edition,
    Organisation,
    Role,
    RoleMembership,
    SpecificationDraft,
    SpecificationVersion,
    User,
)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.LazyFunction(lambda: make_password(None))


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A commissioner, unless told otherwise."""

    class Meta:
        model = Organisation

    code = factory.Sequence(lambda number: f"{number % 100:02}C")
    kind = Organisation.Kind.COMMISSIONER
    name = factory.LazyAttribute(lambda each: f"Commissioner {each.code}")


class RoleMembershipFactory(factory.django.DjangoModelFactory):
    """Somebody in the commissioner's primary care team, unless told otherwise."""

    class Meta:
        model = RoleMembership

    person = factory.SubFactory(UserFactory)
    role = Role.PRIMARY_CARE
    starts_on = date(2016, 4, 1)


class SpecificationVersionFactory(factory.django.DjangoModelFactory):
    """A version as published, not approved."""

    class Meta:
        model = SpecificationVersion

    code = "proactive-care"
    version = factory.Sequence(lambda number: f"2020-21.{number}")
    title = "Proactive care"
    commissioner = "02X"
    text = 'title = "Proactive care"'
    sha256 = factory.LazyAttribute(lambda each: hashlib.sha256(each.text.encode()).hexdigest())
    in_force_from = date(2020, 4, 1)
    period_from = date(2020, 4, 1)
    period_to = date(2021, 3, 31)
    published_by = factory.SubFactory(UserFactory)


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    kind = Edition.Kind.PRACTICES
    day = date(2019, 11, 19)
    published_on = factory.SelfAttribute("day")
    covers = ["02X"]
    file_name = "epraccur.csv"
    imported_by = factory.SubFactory(UserFactory)


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment

    organisation = factory.SubFactory(OrganisationFactory)
    name = "evidence.pdf"
    kind = "pdf"
    size = 6
    sha256 = "0" * 64
    file = factory.django.FileField(data=b"%PDF-1")
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_on = date(2020, 5, 22)


class SpecificationDraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpecificationDraft

    code = "proactive-care"
    version = factory.Sequence(lambda number: f"2020-21.draft-{number}")
    title = "Proactive Care"
    text = "code = 'proactive-care'"
    drafted_by = factory.SubFactory(UserFactory)
    drafted_on = date(2020, 5, 12)


class AgreementFactory(factory.django.DjangoModelFactory):
    """The LMC agrees."""

    class Meta:
        model = Agreement

    version = factory.SubFactory(SpecificationVersionFactory)
    party = Agreement.Party.LMC
    agrees = True
    person = "A named person"
    agreed_on = date(2020, 5, 12)
    recorded_by = factory.SubFactory(UserFactory)


class ApprovalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Approval

    version = factory.SubFactory(SpecificationVersionFactory)
    committee = "Primary Care Commissioning Committee"
    met_on = date(2020, 5, 13)
    minute = "2020/5.4"
    recorded_by = factory.SubFactory(UserFactory)
