"""What forms say of a number or an amount that they cannot take. `like` is an example of one.

`NhsDateField` says it of dates, and every field says itself what is missing where it is left empty.
"""

from __future__ import annotations

from decimal import Decimal

Number = int | Decimal


def whole_number(what: str, *, like: int, most: int | None = None) -> dict[str, str]:
    """For a whole number from 0 up: “The register must be a whole number, like 150”."""
    return _texts(
        invalid=f"{what} must be a whole number, like {like}",
        min_value=f"{what} must be 0 or more",
        max_value="" if most is None else f"{what} must be {most:,} or fewer",
    )


def whole_number_in_list(what: str, *, like: int, most: int) -> dict[str, str]:
    """For one of many whole numbers on a page, each named: “Rowan House, beds: enter 0 or more”."""
    return _texts(
        invalid=f"{what}: enter a whole number, like {like}",
        min_value=f"{what}: enter 0 or more",
        max_value=f"{what}: enter at most {most:,}",
    )


def number(what: str, *, like: str, places: int = 2, under: int | None = None) -> dict[str, str]:
    """For a number from 0 up that may have decimal places."""
    return _numeric(what, "a number", like, places, sign="", most=None, under=under)


def pounds(
    what: str, *, like: str, places: int = 2, most: Number | None = None, under: int | None = None
) -> dict[str, str]:
    """For an amount: “The rate must be a number of pounds, like 175.50”."""
    return _numeric(what, "a number of pounds", like, places, sign="£", most=most, under=under)


def _numeric(
    what: str,
    kind: str,
    like: str,
    places: int,
    *,
    sign: str,
    most: Number | None,
    under: int | None,
) -> dict[str, str]:
    large = "" if under is None else f"{what} must be less than {sign}{under:,}"
    return _texts(
        invalid=f"{what} must be {kind}, like {like}",
        min_value=f"{what} must be {sign}0 or more",
        max_value="" if most is None else f"{what} must be at most {sign}{most:,}",
        max_digits=large,
        max_whole_digits=large,
        max_decimal_places=f"{what} must have at most {places} decimal places",
    )


def _texts(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}
