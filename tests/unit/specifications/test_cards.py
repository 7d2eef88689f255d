"""What the page of a specification says of settings that no payment depends on."""

from __future__ import annotations

from commissioning.specifications.differences import differences_between
from commissioning.specifications.publishing.cards import PaymentCard
from commissioning.specifications.schema import Specification, read_specification
from tests.unit.specifications import DATA


def text_of(code: str) -> str:
    return (DATA / f"{code}.toml").read_text()


def facts(specification: Specification, term: str) -> dict[str, object]:
    card = PaymentCard.of(specification, specification.term(term))
    return {row.key: row.value for row in card.facts}


def test_the_days_by_which_final_payments_are_made() -> None:
    specification = read_specification(text_of("coordinated-care"))
    assert facts(specification, "final")["Paid by"] == "31 May 2017; 31 May 2018 (assumed)"
    assert "Paid by" not in facts(specification, "upfront")


def test_a_later_day_of_payment_is_a_difference() -> None:
    text = text_of("coordinated-care")
    old = read_specification(text)
    new = read_specification(text.replace("pay_by = 2018-05-31", "pay_by = 2018-06-30"))
    (difference,) = differences_between(old, new)
    assert (difference.what, difference.before, difference.after) == (
        "Paid by 2",
        "31 May 2018 (assumed)",
        "30 June 2018 (assumed)",
    )


def test_other_services_are_a_difference() -> None:
    text = text_of("enhanced-health-in-care-homes")
    old = read_specification(text)
    new = read_specification(text.replace(', "care home service without nursing"]', "]"))
    (difference,) = differences_between(old, new)
    assert difference.what == "Homes registered as"
    assert difference.after == "care home service with nursing"
