"""Every factory builds an object that the model itself calls valid."""

from __future__ import annotations

import factory
import pytest

from tests.factories import carehomes, commissioning, invitations, practices

FACTORIES = [
    each
    for module in (commissioning, invitations, practices, carehomes)
    for name, each in vars(module).items()
    if name.endswith("Factory") and issubclass(each, factory.django.DjangoModelFactory)
]


@pytest.mark.django_db
@pytest.mark.parametrize("made_by", FACTORIES, ids=lambda each: each.__name__)
def test_a_factory_builds_valid_objects(made_by: type[factory.django.DjangoModelFactory]) -> None:
    first, second = made_by(), made_by()
    first.full_clean()
    second.full_clean()
    assert first.pk != second.pk
