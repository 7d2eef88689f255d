"""How the names of organisations are written for people to read.

The publishers' files write them in capitals, and that is how they are kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

KEPT = frozenset({"NHS", "CCG", "PCN", "GP", "GPS", "LMC", "UK", "II", "III", "IV", "PMS", "GMS"})
SMALL = frozenset({"and", "of", "the", "at", "in", "on", "for", "with", "by", "le", "de", "upon"})
WORD = re.compile(r"[A-Z0-9]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][A-Z]+)*")
INITIALS = re.compile(r"(?<=\bDR )[A-Z]{1,3}(?= [A-Z])|(?<=\bDRS )[A-Z]{1,3}(?= [A-Z])")


@lru_cache(maxsize=20_000)
def in_words(name: str) -> str:
    """Write THE RANSOME PRACTICE as The Ransome Practice; a name in mixed case stays as it is."""
    if name != name.upper():
        return name
    initials = {initial.start() for initial in INITIALS.finditer(name)}

    def written(match: re.Match[str]) -> str:
        if match.start() in initials:
            return match[0]
        return _word(match[0], first=match.start() == 0)

    return WORD.sub(written, name)


def _word(word: str, *, first: bool) -> str:
    if word in KEPT or any(letter.isdigit() for letter in word):
        return word
    if word.lower() in SMALL and not first:
        return word.lower()
    if re.fullmatch(r"MC[A-Z]{3,}", word):
        return f"Mc{word[2:].capitalize()}"
    if re.fullmatch(r"O['\N{RIGHT SINGLE QUOTATION MARK}][A-Z]{2,}", word):
        return f"O{word[1]}{word[2:].capitalize()}"
    return word.capitalize()
