"""Care homes, and what is known of them."""

from __future__ import annotations

from datetime import date

import factory

from carehomes.models import Alignment, BedCount, CareHome, HomeName, ResidentCount
from tests.factories.practices import NetworkFactory, PracticeFactory


class CareHomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CareHome

    location_id = factory.Sequence(lambda number: f"1-{123_000_000 + number}")
    name = factory.Sequence(lambda number: f"Home {number}")
    postcode = "DN1 2DS"
    local_authority = "Doncaster"
    residential = True
    registered_on = date(2011, 1, 13)


class HomeNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeName

    home = factory.SubFactory(CareHomeFactory)
    name = factory.SelfAttribute("home.name")


class BedCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BedCount

    home = factory.SubFactory(CareHomeFactory)
    beds = 30
    starts_on = date(2020, 8, 1)
    counted_on = factory.SelfAttribute("starts_on")
    source = "CQC, care directory with filters"


class AlignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alignment

    home = factory.SubFactory(CareHomeFactory)
    pcn = factory.SubFactory(NetworkFactory)
    starts_on = date(2020, 8, 1)


class ResidentCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResidentCount

    home = factory.SubFactory(CareHomeFactory)
    practice = factory.SubFactory(PracticeFactory)
    counted_on = date(2020, 6, 1)
    residents = 12
