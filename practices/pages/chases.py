"""What is said once somebody was chased."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.messages import SUCCESS, WARNING

from commissioning.domain.names import in_words
from commissioning.models import Organisation

NAMED = 5


def said(
    recipients: Sequence[Organisation],
    nobody: Sequence[Organisation],
    already: Sequence[Organisation],
) -> list[tuple[int, str]]:
    """Who was told; for whom nobody can be told; who was told today already."""
    notices = []
    if recipients:
        notices.append((SUCCESS, f"Chased by e-mail: {_names(recipients)}"))
    not_told = []
    if nobody:
        why = "nobody signs in there. Invite somebody, or telephone"
        not_told.append(f"Nobody can be told for {_names(nobody)}: {why}")
    if already:
        not_told.append(f"Chased today already: {_names(already)}")
    if not_told:
        notices.append((WARNING, ". ".join(not_told)))
    return notices or [(WARNING, "There is nobody to chase")]


def _names(organisations: Sequence[Organisation]) -> str:
    names = [
        f"{in_words(organisation.name)} ({organisation.code})"
        for organisation in organisations[:NAMED]
    ]
    more = len(organisations) - NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
