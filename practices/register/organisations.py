"""What importing practices and networks shares: names, commissioners and memberships, dated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from commissioning.domain.periods import written
from commissioning.domain.timelines import RowChanges, ValueSpan, changes, observed
from commissioning.models import Organisation
from commissioning.records.dated_rows import DatedRows
from practices.models import Membership, OrganisationName

Kind = Organisation.Kind
NameSpan = tuple[OrganisationName, ValueSpan[str]]
MembershipSpan = tuple[Membership, ValueSpan[str]]
NAMED = 20  # codes in one note
FIELDS = {"opened_on": "opening date", "address": "address", "postcode": "postcode"}


class Register:
    """The organisations on record, with their dated names and memberships, and what to write."""

    def __init__(self) -> None:
        self.organisations = {
            organisation.code: organisation for organisation in Organisation.objects.all()
        }
        self.names = self._names()
        self.memberships = self._memberships()
        self.new: list[Organisation] = []
        self._changed: dict[int, Organisation] = {}
        self._fields: set[str] = set()
        self._names_to_write = DatedRows(OrganisationName)
        self._memberships_to_write = DatedRows(Membership)

    def _names(self) -> dict[str, list[NameSpan]]:
        spans_by_code: dict[str, list[NameSpan]] = defaultdict(list)
        codes = {organisation.pk: code for code, organisation in self.organisations.items()}
        for row in OrganisationName.objects.order_by("pk"):
            span = ValueSpan(row.name, row.starts_on, row.ends_on)
            spans_by_code[codes[row.organisation_id]].append((row, span))
        return spans_by_code

    def _memberships(self) -> dict[tuple[str, str], list[MembershipSpan]]:
        """By the member's code and the group's kind."""
        spans_by_member: dict[tuple[str, str], list[MembershipSpan]] = defaultdict(list)
        codes = {organisation.pk: code for code, organisation in self.organisations.items()}
        for row in Membership.objects.order_by("pk"):
            span = ValueSpan(codes[row.group_id], row.starts_on, row.ends_on)
            spans_by_member[codes[row.member_id], row.group_kind].append((row, span))
        return spans_by_member

    def groups_of(self, code: str, kind: str) -> list[ValueSpan[str]]:
        """The groups of a kind that an organisation belongs or belonged to."""
        return [span for _, span in self.memberships[code, kind]]

    def clash(self, code: str, kind: Kind) -> str:
        """Say so where a code is on record as another kind of organisation."""
        organisation = self.organisations.get(code)
        if organisation and organisation.kind != kind:
            return f"{code} is on record as a {organisation.get_kind_display().lower()}"
        return ""

    def add(self, organisation: Organisation) -> Organisation:
        self.organisations[organisation.code] = organisation
        self.new.append(organisation)
        return organisation

    def set(self, organisation: Organisation, **values: object) -> list[str]:
        """Give an organisation these values, and name those that are new to it."""
        different = [name for name, new in values.items() if getattr(organisation, name) != new]
        for name in different:
            setattr(organisation, name, values[name])
        if different and organisation.pk:
            self._changed[organisation.pk] = organisation
            self._fields.update(different)
        return different

    def commissioner(self, code: str) -> Organisation:
        """A commissioner by its code, made on demand; a PCN file gives it its name."""
        return self.organisations.get(code) or self.add(
            Organisation(code=code, kind=Kind.COMMISSIONER, name=f"Commissioner {code}")
        )

    def rename(
        self, organisation: Organisation, name: str, *, editions: Collection[date], day: date
    ) -> str:
        """Take in what an edition calls an organisation; says what changed, if anything did."""
        rows = self.names[organisation.code]
        spans = (
            observed(
                [span for _, span in rows],
                editions=dict.fromkeys(editions, ()),
                day=day,
                value=name,
                from_the_beginning=True,
            )
            if rows
            else (ValueSpan(name, None),)
        )
        different = changes(rows, spans)
        if different:
            self._names_to_write.take(
                different,
                lambda span: OrganisationName(organisation=organisation, name=span.value),
            )
        before, now = organisation.name, spans[-1].value
        self.set(organisation, name=now)
        if not different or not rows:
            return ""
        if before == now:
            return f"earlier called {name}"
        return f"renamed from {before} to {now} from {written(spans[-1].starts_on or day)}"

    def place(
        self, member: Organisation, kind: str, spans: Iterable[ValueSpan[str]]
    ) -> RowChanges[Membership, str]:
        """Let an organisation's memberships of a kind of group be these."""
        different = changes(self.memberships[member.code, kind], tuple(spans))
        if different:
            self._memberships_to_write.take(
                different,
                lambda span: Membership(
                    member=member, group=self.organisations[span.value], group_kind=kind
                ),
            )
        return different

    def save(self) -> None:
        """Write what is new and what differs."""
        Organisation.objects.bulk_create(self.new, batch_size=1_000)
        if self._changed:
            changed, fields = list(self._changed.values()), sorted(self._fields)
            Organisation.objects.bulk_update(changed, fields, batch_size=1_000)
        self._names_to_write.save()
        self._memberships_to_write.save()
