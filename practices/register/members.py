"""Taking in which practice was in which network, from when until when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from commissioning.domain.periods import written
from commissioning.domain.timelines import ONE_DAY, ValueSpan, span_on, stated, until
from commissioning.models import Organisation
from practices.register.editions import Taking
from practices.register.files import NetworkFile, PartnershipRow, neighbours
from practices.register.organisations import Kind
from practices.rules.unknown_codes import leave_out_unknown


class MembersTaken:
    """The members of networks in an edition."""

    def __init__(self, taking: Taking, file: NetworkFile) -> None:
        self.taking, self.file, self.day = taking, file, taking.day
        self.register, self.outcome = taking.register, taking.outcome
        self.partners = file.partners
        self.skipped: set[str] = set()

    def check(self, *, skip_unknown: bool) -> None:
        """Refuse the file, with every mistake in it; leave out practices nobody asked for."""
        for row in self.file.partners:
            for column, code, kind in (
                ("PCN Code", row.pcn, Kind.PCN),
                ("Partner Organisation Code", row.practice, Kind.PRACTICE),
            ):
                if clash := self.register.clash(code, kind):
                    self.file.mistakes.add(row.line, column, clash, "Correct the code")
        self.partners = leave_out_unknown(
            self.file.partners,
            register=self.register.organisations,
            cut=self.file.cut,
            column="Partner Organisation Code",
            skip=skip_unknown,
            mistakes=self.file.mistakes,
            notes=self.outcome.notes,
        )
        self.file.mistakes.check()
        codes = {partner.practice for partner in self.partners}
        self.skipped = {partner.practice for partner in self.file.partners} - codes

    def take(self) -> None:
        rows: dict[str, list[PartnershipRow]] = defaultdict(list)
        for row in self.partners:
            rows[row.practice].append(row)
        for code in sorted(rows):
            self._member(self.register.organisations[code], rows[code])
        for (code, kind), membership_spans in list(self.register.memberships.items()):
            if kind == Kind.PCN and code not in rows and code not in self.skipped:
                there = span_on([span for _, span in membership_spans], self.day)
                if there and self._covers(code, there.value):
                    self._member(self.register.organisations[code], [])

    def _covers(self, *codes: str) -> bool:
        spans = [span for code in codes for span in self._commissioned(code)]
        return any(span.holds_on(self.day) and span.value in self.file.covers for span in spans)

    def _commissioned(self, code: str) -> list[ValueSpan[str]]:
        return self.register.groups_of(code, Kind.COMMISSIONER)

    def _member(self, practice: Organisation, rows: list[PartnershipRow]) -> None:
        existing = self.register.groups_of(practice.code, Kind.PCN)
        ends = {earlier.line: later.starts_on - ONE_DAY for earlier, later in neighbours(rows)}
        file_spans = [
            ValueSpan(row.pcn, row.starts_on, _earlier(row.ends_on, ends.get(row.line)))
            for row in rows
        ]
        parts = {row.pcn_commissioner for row in rows}
        editions = self.taking.editions_of(practice.code, *parts)
        spans = stated(existing, editions=editions, day=self.day, statements=file_spans)
        spans = until(spans, practice.closed_on)
        different = self.register.place(practice, Kind.PCN, spans)
        for span in different.add:
            ended = f" until {written(span.ends_on)}" if span.ends_on else ""
            self.outcome.added.append(
                f"{practice} in {span.value} from {written(span.starts_on or self.day)}{ended}"
            )
        for _, before, after in different.change:
            if after.ends_on and not before.ends_on:
                left = f"{practice} left {after.value} on {written(after.ends_on)}"
                self.outcome.closed.append(left)
            else:
                self.outcome.changed.append(f"{practice} in {after.value}: dates")
        for row in different.drop:
            self.outcome.changed.append(f"{practice} was never in {row.group.code}")
        same = len(spans) - len(different.add) - len(different.change)
        self.outcome.unchanged += [f"{practice}"] * same


def _earlier(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day]
    return min(days, default=None)
