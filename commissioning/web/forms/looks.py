"""How a field is shown, where its widget alone does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a form says about the look of one field; the names are the NHS.UK frontend's.

    The mappings are by the value of a choice. `dividers` stand before their choice, `reveals` names
    the field that is shown beneath a choice once it is taken (of radios, only where it cannot be
    avoided: the frontend's script then marks them with an `aria-expanded` that axe objects to).
    """

    size: str = ""  # of the label or legend: s, m, l or xl
    page_heading: bool = False  # the label or legend is the page's only h1
    visually_hidden: bool = False
    width: int = 0  # in characters: 2, 3, 4, 5, 10, 20 or 30
    prefix: str = ""
    suffix: str = ""
    code: bool = False  # a number or code that is read character by character
    classes: str = ""
    inline: bool = False
    small: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    dividers: Mapping[str, str] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    exclusive: frozenset[str] = frozenset()
    reveals: Mapping[str, str] = field(default_factory=dict)


PLAIN = Look()
