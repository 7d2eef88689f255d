"""What an import did, in short texts that a person can check."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ImportOutcome:
    """What was added, changed, closed and left as it was, and what else is worth knowing."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        return bool(self.added or self.changed or self.closed)

    def counts(self) -> dict[str, int]:
        """How many of each, as the audit trail keeps it."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "closed": len(self.closed),
            "unchanged": len(self.unchanged),
        }

    def lines(self, longest: int | None = 20) -> list[str]:
        """Say it, naming at most `longest` of each; the unchanged are only counted."""
        lines: list[str] = []
        for word, texts in (
            ("Added", self.added),
            ("Changed", self.changed),
            ("Closed", self.closed),
        ):
            lines.append(f"{word}: {len(texts):,}")
            lines += [f"  {text}" for text in texts[:longest]]
            if longest is not None and len(texts) > longest:
                lines.append(f"  and {len(texts) - longest:,} more (--verbosity 2 names them all)")
        lines.append(f"Unchanged: {len(self.unchanged):,}")
        lines += [f"Note: {note}" for note in self.notes]
        return lines
