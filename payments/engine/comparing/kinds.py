"""The kinds of cause that move an amount, by how the words of a cause begin."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of cause: its name in an address, its title, and the beginnings of its words."""

    code: str
    title: str
    beginnings: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """What finds it in a cause, in which several stand one after another."""
        return rf"(^|; )({'|'.join(self.beginnings)})"


KINDS = (
    Kind("earlier", "Lines for earlier months", (r"(this run has|\S+ had) lines for earlier",)),
    Kind("delivery", "Taking part", ("Days of the month ",)),
    Kind("register", "Register", ("Register, ",)),
    Kind("list", "List size", ("List on ", "Share of the list")),
    Kind(
        "homes",
        "Beds and residents",
        ("Beds on ", "All residents of ", "The practice's residents", "The network's premium"),
    ),
    Kind("rate", "Rate", ("Rate",)),
    Kind(
        "claim",
        "Claim",
        ("Claim ", "Claimed for ", r"[^;:(]+: [^;:(]+ claimed", "Most for each ", "Met by other "),
    ),
    Kind("decline", "Money set free by a decline", ("Set free", "Place in the list")),
    Kind(
        "decision", "Decision, hold or release", ("Adjustment", "Named by ", "Released for payment")
    ),
    Kind("debt", "Debt", ("follows from the payee's other lines", "To be paid back")),
    Kind("ended", "Nothing more is due", ("nothing more is due",)),
)
ELSE = Kind("else", "Something else", ())
