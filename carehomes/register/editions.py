"""Taking an edition of the care homes into the register: names and beds, dated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from carehomes.models import BedCount, CareHome, HomeName
from carehomes.register.directory import SOURCE, HomeFile, HomeLine
from commissioning.domain.periods import written
from commissioning.domain.timelines import ONE_DAY, ValueSpan, changes, observed, span_on
from commissioning.imports import ImportOutcome
from commissioning.imports.editions import Editions
from commissioning.models import Edition
from commissioning.records.dated_rows import DatedRows

Beds = tuple[int, bool]  # how many, and whether another day's count stands in
ORIGIN = ("counted_on", "source")


@dataclass(slots=True)
class _RegisterIndex:
    """A home on record, with its dated names and beds."""

    home: CareHome
    names: list[tuple[HomeName, ValueSpan[str]]]
    beds: list[tuple[BedCount, ValueSpan[Beds]]]
    beds_now: tuple[ValueSpan[Beds], ...] = ()  # once the edition is taken in

    def was_there(self, day: date) -> bool:
        """Say whether an edition of a day had this home, and so said what it was called."""
        return span_on(self.beds_now, max(day, self.home.registered_on or day)) is not None


class HomesTaken:
    """An edition of the care homes, taken in one by one."""

    def __init__(self, file: HomeFile, editions: Editions, outcome: ImportOutcome) -> None:
        self.file, self.editions, self.outcome = file, editions, outcome
        self.day, self.stands_in = editions.this.day, editions.this.stands_in
        self.known = _on_record(file)
        self.new: list[CareHome] = []
        self.changed: dict[int, CareHome] = {}
        self.fields: set[str] = set()
        self.names = DatedRows(HomeName)
        self.beds = DatedRows(BedCount, ORIGIN)
        self.outdone = 0

    def take(self) -> None:
        """Take in every home, close those gone, and write it all."""
        for row in self.file.rows:
            self._take(row)
        elsewhere = {row.location_id: row for row in self.file.elsewhere}
        in_file = {row.location_id for row in self.file.rows}
        for key, entry in self.known.items():
            if key in in_file or entry.home.local_authority not in self.file.covers:
                continue
            if key in elsewhere:
                self._take(elsewhere[key])
            else:
                self._close(entry)
        self._save()
        self._say_more()

    def _take(self, row: HomeLine) -> None:
        entry = self.known.get(row.location_id)
        if entry is None:
            home = CareHome(location_id=row.location_id, name=row.name, **_attributes(row))
            self.new.append(home)
            entry = _RegisterIndex(home, [], [])
            self._note_beds(entry, row.beds, self._editions(entry))
            self._note_names(entry, row.name, self._editions(entry))
            beds = "1 bed" if row.beds == 1 else f"{row.beds} beds"
            since = written(max(self.day, row.registered_on))
            self.outcome.added.append(f"{home}: {beds} from {since}{_until(home.closed_on)}")
            return
        home, editions = entry.home, self._editions(entry, row.local_authority)
        if self._is_outdone(editions):
            self.outdone += 1
            self.outcome.unchanged.append(str(home))
            return
        notes = []
        if max(editions) == self.day:
            fields = self._set(home, **_attributes(row))
            notes += [f"new {field.replace('_', ' ')}" for field in fields]
        was_closed = home.closed_on
        beds = self._note_beds(entry, row.beds, editions)
        renamed = self._note_names(entry, row.name, editions)
        self._report(home, was_closed, [note for note in (renamed, beds, *notes) if note])

    def _close(self, entry: _RegisterIndex) -> None:
        """Close a home that its authority's edition no longer has."""
        home, editions = entry.home, self._editions(entry)
        not_yet = home.registered_on and home.registered_on > self.day
        if not_yet or self._is_outdone(editions):
            return
        was_closed = home.closed_on
        beds_note = self._note_beds(entry, None, editions)
        if beds_note or home.closed_on != was_closed:
            self._report(home, was_closed, ["no longer in the file"])

    def _editions(self, entry: _RegisterIndex, *parts: str) -> dict[date, Edition]:
        return self.editions.of(entry.home.local_authority, *parts)

    def _is_outdone(self, editions: dict[date, Edition]) -> bool:
        """Say whether an edition nearer to the day has already said how things were on it."""
        return editions[self.day] is not self.editions.this

    def _set(self, home: CareHome, **values: object) -> list[str]:
        different = [name for name, new in values.items() if getattr(home, name) != new]
        for name in different:
            setattr(home, name, values[name])
        if different and home.pk:
            self.changed[home.pk] = home
            self.fields.update(different)
        return different

    def _note_names(self, entry: _RegisterIndex, name: str, editions: dict[date, Edition]) -> str:
        home = entry.home
        spans: tuple[ValueSpan[str], ...] = (ValueSpan(name, None),)
        if entry.names:
            spans = observed(
                [span for _, span in entry.names],
                editions={
                    edition_day: () for edition_day in editions if entry.was_there(edition_day)
                },
                day=self.day,
                value=name,
                from_the_beginning=True,
            )
        different = changes(entry.names, spans)
        self.names.take(different, lambda span: HomeName(home=home, name=span.value))
        before, now = home.name, spans[-1].value
        self._set(home, name=now)
        if not different:
            return ""
        if before == now:
            return f"earlier called {name}"
        return f"renamed from {before} to {now} from {written(spans[-1].starts_on or self.day)}"

    def _note_beds(
        self, entry: _RegisterIndex, beds: int | None, editions: dict[date, Edition]
    ) -> str:
        """Take in the beds; a home counts from its own start date, whatever the edition's day."""
        home, spans = entry.home, [span for _, span in entry.beds]
        since = home.registered_on or date.min
        day = max(self.day, since)
        entry.beds_now = tuple(spans)
        newer_says = any(self.day < edition_day <= since for edition_day in editions)
        if newer_says and span_on(spans, day):
            return ""
        origins = {
            max(edition_day, since): (editions[edition_day].published_on, SOURCE)
            for edition_day in sorted(editions)
        }
        origins[day] = (self.editions.this.published_on, SOURCE)
        value = None if beds is None else (beds, self.stands_in)
        wanted = entry.beds_now = observed(spans, editions=origins, day=day, value=value)
        different = changes(entry.beds, wanted)
        self.beds.take(
            different,
            lambda span: BedCount(home=home, beds=span.value[0], stands_in=span.value[1]),
        )
        self._set(home, closed_on=wanted[-1].ends_on if wanted else day - ONE_DAY)
        if not different or beds is None:
            return "beds" if different else ""
        before, after = span_on(spans, day), span_on(wanted, day)
        if before and after and before.value[0] != after.value[0]:
            return f"beds {before.value[0]} to {after.value[0]} from {written(day)}"
        if before and before.value[1]:
            return f"{beds} beds counted for {written(day)} itself"
        return f"{beds} beds from {written(day)}"

    def _report(self, home: CareHome, was_closed: date | None, notes: list[str]) -> None:
        if home.closed_on and not was_closed:
            text = f"{home} closed on {written(home.closed_on)}"
            self.outcome.closed.append("; ".join([text, *notes]))
            return
        if was_closed and home.closed_on != was_closed:
            now = home.closed_on
            notes = [f"closed on {written(now)}" if now else "open again", *notes]
        if notes:
            self.outcome.changed.append(f"{home}: {'; '.join(notes)}")
        else:
            self.outcome.unchanged.append(str(home))

    def _save(self) -> None:
        CareHome.objects.bulk_create(self.new, batch_size=1_000)
        if self.changed:
            changed, fields = list(self.changed.values()), sorted(self.fields)
            CareHome.objects.bulk_update(changed, fields, batch_size=1_000)
        self.names.save()
        self.beds.save()

    def _say_more(self) -> None:
        rows, this = self.file.rows, self.editions.this
        stands = f", standing for {written(this.day)}" if this.stands_in else ""
        self.outcome.notes.append(
            f"{len(rows):,} homes, {sum(row.beds for row in rows):,} beds "
            f"in the edition of {written(this.published_on)}{stands}"
        )
        later = sum(row.registered_on > this.day for row in rows)
        if later:
            self.outcome.notes.append(
                f"Homes registered after {written(this.day)}, "
                f"which count from their own start date: {later:,}"
            )
        if empty := sum(not row.beds for row in rows):
            self.outcome.notes.append(f"Homes without beds: {empty:,}")
        if self.outdone:
            self.outcome.notes.append(
                f"Homes left as an edition nearer to {written(this.day)} says: {self.outdone:,}"
            )


def _on_record(file: HomeFile) -> dict[str, _RegisterIndex]:
    rows: Iterable[HomeLine] = [*file.rows, *file.elsewhere]
    ours = Q(local_authority__in=file.covers) | Q(location_id__in=[r.location_id for r in rows])
    homes = {home.pk: home for home in CareHome.objects.filter(ours, cqc_registered=True)}
    names: dict[int, list[tuple[HomeName, ValueSpan[str]]]] = defaultdict(list)
    for name in HomeName.objects.filter(home__in=homes).order_by("pk"):
        names[name.home_id].append((name, ValueSpan(name.name, name.starts_on, name.ends_on)))
    beds: dict[int, list[tuple[BedCount, ValueSpan[Beds]]]] = defaultdict(list)
    for count in BedCount.objects.filter(home__in=homes).order_by("pk"):
        origin = (count.counted_on, count.source)
        value = (count.beds, count.stands_in)
        beds[count.home_id].append(
            (count, ValueSpan(value, count.starts_on, count.ends_on, origin))
        )
    return {
        home.location_id: _RegisterIndex(home, names[home.pk], beds[home.pk])
        for home in homes.values()
    }


def _attributes(row: HomeLine) -> dict[str, object]:
    """What is kept of a home as it is today, without days."""
    return {
        "postcode": row.postcode,
        "address": row.address,
        "local_authority": row.local_authority,
        "nursing": row.nursing,
        "residential": row.residential,
        "registered_on": row.registered_on,
    }


def _until(day: date | None) -> str:
    return f" until {written(day)}" if day else ""
