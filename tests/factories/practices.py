"""Practices, networks, and what is known of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import factory

from commissioning.models import Organisation
from practices.models import (
    Chase,
    ListSize,
    Membership,
    OrganisationName,
    Practice,
    PrimaryCareNetwork,
    RegisterCount,
    Return,
    SignUp,
)
from tests.factories.commissioning import (
    OrganisationFactory,
    SpecificationVersionFactory,
    UserFactory,
)


class PracticeFactory(OrganisationFactory):
    class Meta:
        model = Practice

    code = factory.Sequence(lambda number: f"C{number:05}")
    kind = Organisation.Kind.PRACTICE
    name = factory.LazyAttribute(lambda each: f"Practice {each.code}")
    opened_on = date(1974, 4, 1)


class NetworkFactory(OrganisationFactory):
    class Meta:
        model = PrimaryCareNetwork

    code = factory.Sequence(lambda number: f"U{number:05}")
    kind = Organisation.Kind.PCN
    name = factory.LazyAttribute(lambda each: f"Network {each.code}")
    opened_on = date(2019, 7, 1)


class OrganisationNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(PracticeFactory)
    name = factory.SelfAttribute("organisation.name")


class MembershipFactory(factory.django.DjangoModelFactory):
    """A practice in a network, unless told otherwise."""

    class Meta:
        model = Membership

    member = factory.SubFactory(PracticeFactory)
    group = factory.SubFactory(NetworkFactory)
    group_kind = factory.SelfAttribute("group.kind")
    starts_on = date(2019, 10, 1)


class ListSizeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ListSize

    practice = factory.SubFactory(PracticeFactory)
    kind = ListSize.Kind.RAW
    counted_on = date(2020, 1, 1)
    stands_for = factory.SelfAttribute("counted_on")
    patients = Decimal(7423)
    source = "NHS Digital, Patients Registered at a GP Practice"


class SignUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignUp

    practice = factory.SubFactory(PracticeFactory)
    specification = "proactive-care"
    version = factory.SubFactory(
        SpecificationVersionFactory, code=factory.SelfAttribute("..specification")
    )
    element = "proactive-care"
    response = SignUp.Response.SIGNED
    responded_on = date(2020, 5, 22)


class RegisterCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegisterCount

    practice = factory.SubFactory(PracticeFactory)
    specification = "proactive-care"
    counted_on = date(2020, 5, 22)
    patients = 150
    kind = RegisterCount.Kind.DECLARED


class ReturnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Return

    organisation = factory.SubFactory(PracticeFactory)
    specification = "proactive-care"
    code = "evaluation"
    submitted_on = date(2021, 2, 26)


class ChaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chase

    organisation = factory.SubFactory(PracticeFactory)
    specification = "proactive-care"
    about = "sign-up"
    chased_by = factory.SubFactory(UserFactory)
    chased_on = date(2020, 6, 2)
    sent_to = ["practice@example.org"]
