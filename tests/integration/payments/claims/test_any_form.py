"""Whatever is typed into the claim form is checked, saved or refused in words: never an error."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.models import User
from payments.models import Claim

ODD = st.sampled_from(
    [
        "",
        "3",
        "-1",
        "0",
        "NaN",
        "Infinity",
        "1e999",
        "9" * 40,
        "\u0663",
        "\u00b2",
        "=HYPERLINK(1)",
        "+1",
        "1_000",
        "£1,0",
        "\0",
        "<script>",
        "'; --",
        "care-home-partner",
        "consumables",
        "community-provider",
        "943 476 5919",
    ]
)
TEXT = st.one_of(ODD, st.text(max_size=40))
NAMES = ("category", "quantity", "unit_cost", "other_funding", "description")
DAYS = ("day", "month", "year")


@st.composite
def forms(draw: st.DrawFn) -> dict[str, str]:
    """A form of up to three costs, its hidden fields too, holding anything."""
    count = draw(st.integers(0, 3))
    form = {
        "do": draw(
            st.sampled_from(["check", "save", "continue", "add", "remove-1", "remove-x", "?"])
        ),
        "lines": draw(st.one_of(st.just(str(count)), TEXT)),
        "edition": draw(st.one_of(st.just("0"), TEXT)),
        "number": draw(st.one_of(st.just(str(uuid4())), TEXT)),
    }
    for number in range(1, count + 1):
        for name in NAMES:
            form[f"{name}-{number}"] = draw(TEXT)
        for part in DAYS:
            near = {"day": "3", "month": "6", "year": "2020"}[part]
            form[f"incurred_on-{number}-{part}"] = draw(st.one_of(st.just(near), TEXT))
    return form


@pytest.mark.usefixtures("manager")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=forms())
def test_any_form_is_answered(client: Client, form: dict[str, str]) -> None:
    client.force_login(User.objects.get(email="gina@nhs.example"))

    answer = client.post("/claims/new/C86001/", form)

    assert answer.status_code in (200, 302)
    assert not Claim.objects.exists()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    day=st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    quantity=st.decimals("0.01", "99999.99", places=2),
    cost=st.decimals("0", "9999999.99", places=2),
    other=st.decimals("0", "9999999.99", places=2),
)
def test_any_numbers_and_days_are_checked(
    client: Client, manager: User, day: date, quantity: object, cost: object, other: object
) -> None:
    client.force_login(manager)
    form = {
        "do": "check",
        "lines": "1",
        "number": str(uuid4()),
        "edition": "0",
        "category-1": "care-home-partner",
        "incurred_on-1-day": str(day.day),
        "incurred_on-1-month": str(day.month),
        "incurred_on-1-year": str(day.year),
        "quantity-1": str(quantity),
        "unit_cost-1": str(cost),
        "other_funding-1": str(other),
        "description-1": "Sessions",
    }

    answer = client.post("/claims/new/C86001/", form)

    assert answer.status_code == 200
    assert "Allowed £" in answer.content.decode()
