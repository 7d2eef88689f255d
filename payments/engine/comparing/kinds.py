"""The kinds of cause that move an amount, by how the words of a cause begin."""

from __future__ import annotations

from typing import NamedTuple


class CauseKind(NamedTuple):
    """A kind of cause: its name in an address, its title, and the beginnings of its words."""

    code: str
    title: str
    beginnings: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """What finds it in a cause, in which several stand one after another."""
        return rf"(^|; )({'|'.join(self.beginnings)})"


KINDS = (
    CauseKind(
        "earlier", "Lines for earlier months", (r"(this run has|\S+ had) lines for earlier",)
    ),
    CauseKind("delivery", "Taking part", ("Days of the month ",)),
    CauseKind("register", "Register", ("Register, ",)),
    CauseKind("list", "List size", ("List on ", "Share of the list")),
    CauseKind(
        "homes",
        "Beds and residents",
        ("Beds on ", "All residents of ", "The practice's residents", "The network's premium"),
    ),
    CauseKind("rate", "Rate", ("Rate",)),
    CauseKind(
        "claim",
        "Claim",
        ("Claim ", "Claimed for ", r"[^;:(]+: [^;:(]+ claimed", "Most for each ", "Met by other "),
    ),
    CauseKind("decline", "Money set free by a decline", ("Set free", "Place in the list")),
    CauseKind(
        "decision", "Decision, hold or release", ("Adjustment", "Named by ", "Released for payment")
    ),
    CauseKind("debt", "Debt", ("follows from the payee's other lines", "To be paid back")),
    CauseKind("ended", "Nothing more is due", ("nothing more is due",)),
)
ELSE = CauseKind("else", "Something else", ())
