"""Prove that what is on record is what was recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.backups.verify import proofs


class Command(BaseCommand):
    help = (
        "Works every approved payment run out again from the facts as they stood at its approval,"
        " to the penny, and compares every specification, sent return and file with its hash."
        " Changes nothing. It fails, and says what, where anything does not agree."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        wrong = prove(self.stdout.write)
        if wrong:
            raise CommandError("\n".join(["This does not agree:", *wrong]))
        self.stdout.write("All of it agrees")


def prove(tell: Callable[[str], object]) -> list[str]:
    """Tell each proof as it is made; what does not agree, once more together."""
    wrong = []
    for proof in proofs():
        tell(str(proof))
        if proof.wrong:
            wrong.append(str(proof))
    return wrong
