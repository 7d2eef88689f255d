"""Taking in an edition of the practices."""

from __future__ import annotations

from datetime import date

from commissioning.domain.periods import written
from commissioning.domain.timelines import ValueSpan, span_on, stated, until
from commissioning.models import Edition, Organisation
from practices.register.editions import Taking
from practices.register.files import PracticeFile, PracticeLine
from practices.register.organisations import FIELDS, NAMED, Kind


class PracticesTaken:
    """An edition of the practices, taken in one by one."""

    def __init__(self, taking: Taking, file: PracticeFile) -> None:
        self.taking, self.file, self.day = taking, file, taking.day
        self.register, self.outcome = taking.register, taking.outcome
        self.active, self.inactive_unknown = 0, 0

    def check(self) -> None:
        """Refuse the file, with every mistake in it."""
        for row in self.file.rows:
            if clash := self.register.clash(row.code, Kind.PRACTICE):
                self.file.mistakes.add(row.line, "Organisation Code", clash, "Correct the code")
        self.file.mistakes.check()

    def take(self) -> None:
        """Take in every row, close what is gone, and write it all."""
        for row in self.file.rows:
            self._take(row)
        self._close_those_gone()
        self.register.save()
        self._say_more()

    def _take(self, row: PracticeLine) -> None:
        """Take in one row: a practice of the cut, or one that was and has moved away."""
        practice = self.register.organisations.get(row.code)
        covered = row.commissioner in self.file.covers or not row.commissioner
        if not covered and not (practice and self._was_covered(practice)):
            return
        if covered and row.is_active:
            self.active += 1
        if practice:
            self._update(practice, row)
        elif row.is_active:
            self._add(row)
        else:
            self.inactive_unknown += 1

    def _was_covered(self, practice: Organisation) -> bool:
        spans = self.register.groups_of(practice.code, Kind.COMMISSIONER)
        return any(span.value in self.file.covers for span in spans)

    def _add(self, row: PracticeLine) -> None:
        practice = self.register.add(
            Organisation(
                code=row.code,
                kind=Kind.PRACTICE,
                name=row.name,
                postcode=row.postcode,
                address=row.address,
                opened_on=row.opened_on,
            )
        )
        editions = self.taking.editions_of(row.code, row.commissioner)
        practice.closed_on = self.taking.last_day(practice, editions, here=row.is_active)
        self.taking.rename(practice, row.name, editions)
        self._commission(practice, row, editions)
        words = f"{practice}"
        if row.commissioner:
            words += f", commissioned by {row.commissioner}"
        if practice.closed_on:
            words += f", closed on {written(practice.closed_on)}"
        self.outcome.added.append(words)

    def _update(self, practice: Organisation, row: PracticeLine) -> None:
        editions = self.taking.editions_of(row.code, row.commissioner)
        newest = max(editions) == self.day
        was_closed = practice.closed_on
        closed_on = row.closed_on if newest and not row.is_active else None
        closed_on = closed_on or self.taking.last_day(practice, editions, here=row.is_active)
        self.register.set(practice, closed_on=closed_on)
        notes = [self.taking.rename(practice, row.name, editions)]
        if newest:
            fields = self.register.set(
                practice, postcode=row.postcode, address=row.address, opened_on=row.opened_on
            )
            notes += [f"new {FIELDS[field]}" for field in fields]
        notes.append(self._commission(practice, row, editions))
        self._report(practice, was_closed, [note for note in notes if note])

    def _report(self, practice: Organisation, was_closed: date | None, notes: list[str]) -> None:
        if practice.closed_on and not was_closed:
            last_day = written(practice.closed_on)
            self.outcome.closed.append("; ".join([f"{practice} closed on {last_day}", *notes]))
            return
        if was_closed and practice.closed_on != was_closed:
            now = practice.closed_on
            notes.append(f"closed on {written(now)}" if now else "open again")
        if notes:
            self.outcome.changed.append(f"{practice}: {'; '.join(notes)}")
        else:
            self.outcome.unchanged.append(str(practice))

    def _commission(
        self, practice: Organisation, row: PracticeLine, editions: dict[date, Edition]
    ) -> str:
        """Take in who commissions it since when; the end of the practice ends that too."""
        existing = self.register.groups_of(practice.code, Kind.COMMISSIONER)
        spans = tuple(existing)
        if row.commissioner:
            self.register.commissioner(row.commissioner)
            since = row.joined_on or row.opened_on
            file_spans = [ValueSpan(row.commissioner, since, row.left_on)]
            spans = stated(existing, editions=editions, day=self.day, statements=file_spans)
        self._end_networks(practice)
        spans = until(spans, practice.closed_on)
        if not self.register.place(practice, Kind.COMMISSIONER, spans) or not existing:
            return ""
        now = span_on(spans, self.day)
        before = span_on(existing, self.day)
        if now and before and now.value != before.value:
            since_day = written(now.starts_on or self.day)
            return f"moved from {before.value} to {now.value} on {since_day}"
        return "" if practice.closed_on else "commissioner's dates"

    def _end_networks(self, practice: Organisation) -> None:
        if practice.closed_on:
            spans = self.register.groups_of(practice.code, Kind.PCN)
            self.register.place(practice, Kind.PCN, until(spans, practice.closed_on))

    def _close_those_gone(self) -> None:
        """Close the practices of the commissioners covered that the edition no longer has."""
        in_file = {row.code for row in self.file.rows}
        for (code, kind), rows in list(self.register.memberships.items()):
            if kind != Kind.COMMISSIONER or code in in_file:
                continue
            practice = self.register.organisations[code]
            there = span_on([span for _, span in rows], self.day)
            if practice.kind != Kind.PRACTICE or not there or there.value not in self.file.covers:
                continue
            editions = self.taking.editions_of(code)
            last_day = self.taking.last_day(practice, editions, here=False)
            if (practice.opened_on or date.min) > self.day or last_day == practice.closed_on:
                continue
            was_closed = practice.closed_on
            self.register.set(practice, closed_on=last_day)
            spans = [span for _, span in rows]
            self.register.place(practice, Kind.COMMISSIONER, until(spans, last_day))
            self._end_networks(practice)
            self._report(practice, was_closed, ["no longer in the file"])

    def _say_more(self) -> None:
        notes = self.outcome.notes
        notes.append(f"{self.active:,} active GP practices in the edition of {written(self.day)}")
        commissioners = [
            organisation.code
            for organisation in self.register.new
            if organisation.kind == Kind.COMMISSIONER
        ]
        if commissioners:
            listed = (
                ", ".join(sorted(commissioners))
                if len(commissioners) <= NAMED
                else "too many to name"
            )
            notes.append(f"New commissioners ({len(commissioners)}): {listed}")
        left_out = self.inactive_unknown
        if left_out:
            notes.append(f"Closed, dormant or proposed practices, left out: {left_out:,}")
        if self.file.others:
            notes.append(f"Rows that are not GP practices, left out: {self.file.others:,}")
