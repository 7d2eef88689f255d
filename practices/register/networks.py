"""Taking in an edition of the networks, and what it calls the commissioners."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from commissioning.domain.periods import written
from commissioning.domain.timelines import ValueSpan, observed, span_on, until
from commissioning.models import Edition, Organisation
from practices.register.editions import Taking
from practices.register.files import NetworkFile, PartnershipRow
from practices.register.organisations import FIELDS, NAMED, Kind


class NetworksTaken:
    """The networks of an edition, taken in one by one."""

    def __init__(self, taking: Taking, file: NetworkFile, partners: list[PartnershipRow]) -> None:
        self.taking, self.file, self.partners, self.day = taking, file, partners, taking.day
        self.register, self.outcome = taking.register, taking.outcome

    def take(self) -> None:
        self._name_commissioners()
        self._take_networks()

    def _name_commissioners(self) -> None:
        """Take in what the edition calls the commissioners."""
        codes = {partner.pcn_commissioner for partner in self.partners}
        codes |= self.file.covers & set(self.register.organisations)
        named = []
        for code in sorted(codes):
            commissioner = self.register.commissioner(code)
            name = self.file.commissioners.get(code)
            if name and name != commissioner.name:
                named.append(f"{code} is {name}")
            if name:
                self.taking.rename(commissioner, name, self.taking.editions.of(code))
        if len(named) > NAMED:
            named = [f"{len(named)} commissioners have a new name"]
        self.outcome.notes += named

    @cached_property
    def _rows_of(self) -> dict[str, list[PartnershipRow]]:
        rows_by_network: dict[str, list[PartnershipRow]] = defaultdict(list)
        for row in self.partners:
            rows_by_network[row.pcn].append(row)
        return rows_by_network

    def _take_networks(self) -> None:
        for code in sorted(self._rows_of):
            self._network(code)
        for code, network in sorted(self.register.organisations.items()):
            if network.kind == Kind.PCN and code not in self._rows_of:
                spans = self.register.groups_of(code, Kind.COMMISSIONER)
                there = span_on(spans, self.day)
                if there and there.value in self.file.covers:
                    self._close(network)

    def _network(self, code: str) -> None:
        row, details = self._rows_of[code][0], self.file.networks.get(code)
        name = details.name if details else row.pcn_name
        network = self.register.organisations.get(code)
        is_new = network is None
        if network is None:
            network = self.register.add(Organisation(code=code, kind=Kind.PCN, name=name))
        editions = self.taking.editions_of(code, row.pcn_commissioner)
        was_closed = network.closed_on
        newest = max(editions) == self.day
        closed_on = self._stated_end(code) if newest else None
        here = closed_on is None or closed_on >= self.day
        closed_on = closed_on or self.taking.last_day(network, editions, here=here)
        self.register.set(network, closed_on=closed_on)
        notes = [self.taking.rename(network, name, editions)]
        if details and (newest or is_new):
            fields = self.register.set(
                network,
                opened_on=details.opened_on,
                address=details.address,
                postcode=details.postcode,
            )
            notes += [f"new {FIELDS[field]}" for field in fields]
        notes.append(self._commission(network, row.pcn_commissioner, editions))
        self._report(network, is_new=is_new, was_closed=was_closed, notes=notes)

    def _stated_end(self, code: str) -> date | None:
        """When the network ended: as its own row says, else when its last member left."""
        if details := self.file.networks.get(code):
            return details.closed_on
        ends = [row.ends_on for row in self._rows_of[code]]
        return None if None in ends else max(end for end in ends if end)

    def _commission(
        self, network: Organisation, code: str | None, editions: dict[date, Edition]
    ) -> str:
        existing = self.register.groups_of(network.code, Kind.COMMISSIONER)
        spans = tuple(existing) or ((ValueSpan(code, None),) if code else ())
        if existing and code:
            spans = observed(
                existing,
                editions=dict.fromkeys(editions, ()),
                day=self.day,
                value=code,
                from_the_beginning=True,
            )
        spans = until(spans, network.closed_on)
        different = self.register.place(network, Kind.COMMISSIONER, spans)
        now = span_on(spans, self.day)
        if different and existing and now and now.value != existing[-1].value:
            return f"moved from {existing[-1].value} to {now.value}"
        return ""

    def _close(self, network: Organisation) -> None:
        editions = self.taking.editions_of(network.code)
        last_day = self.taking.last_day(network, editions, here=False)
        if last_day == network.closed_on or (network.opened_on or date.min) > self.day:
            return
        was_closed = network.closed_on
        self.register.set(network, closed_on=last_day)
        self._commission(network, None, editions)
        notes = ["no longer in the file"]
        self._report(network, is_new=False, was_closed=was_closed, notes=notes)

    def _report(
        self, network: Organisation, *, is_new: bool, was_closed: date | None, notes: list[str]
    ) -> None:
        notes = [note for note in notes if note]
        if network.closed_on and network.closed_on != was_closed:
            notes.insert(0, f"closed on {written(network.closed_on)}")
        elif was_closed and not network.closed_on:
            notes.insert(0, "open again")
        if is_new:
            end = f", {notes[0]}" if network.closed_on else ""
            self.outcome.added.append(f"Network {network}{end}")
        elif network.closed_on and not was_closed:
            self.outcome.closed.append(f"Network {network}: {'; '.join(notes)}")
        elif notes:
            self.outcome.changed.append(f"Network {network}: {'; '.join(notes)}")
        else:
            self.outcome.unchanged.append(f"Network {network}")
