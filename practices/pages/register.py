"""A practice's and a network's page: all that is on record, dated, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import AuditEvent, Organisation, RoleMembership, User
from commissioning.policy.roles import can_keep_reference_data
from commissioning.records.audit import as_read
from commissioning.web.addresses import address
from practices.models import ListSize, Membership, OrganisationName, RegisterCount, Return
from practices.pages.boards import chased_for, chases_href
from practices.policy.sign_ups import reads_sign_ups
from practices.selectors.opt_outs import ASKED, DECLINED, REFUSED
from practices.selectors.records import NetworkRecord, PracticeRecord

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One thing on record: what, since when or on which day, and where it is from."""

    text: str
    days: str = ""
    source: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RegisterSection:
    """Some lines under a heading, and what is said where there are none."""

    title: str
    lines: tuple[RecordLine, ...]
    none: str
    id: str
    more: Act | None = None  # where the rest is


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """The page of a practice or a network."""

    name: str
    code: str
    kind: str
    facts: tuple[tuple[str, str, str], ...]  # what, value, address
    sections: tuple[RegisterSection, ...]
    acts: tuple[Act, ...]
    events: tuple[RecordLine, ...]
    closed: str

    @classmethod
    def of_practice(cls, record: PracticeRecord, reader: User, day: date) -> Self:
        practice, code = record.practice, record.practice.code
        base = address("practices:practice", code=practice.code)
        sections = (
            RegisterSection(
                "Primary care networks and commissioners",
                tuple(_membership(membership) for membership in record.memberships),
                "It belongs to no network, and nobody commissions it.",
                "memberships",
            ),
            RegisterSection(
                "Names", tuple(_names(record.names)), "No dated name is on record.", "names"
            ),
            RegisterSection(
                "List sizes",
                tuple(_list(list_size) for list_size in record.lists),
                "No list size is on record.",
                "lists",
            ),
            RegisterSection(
                "Register counts",
                tuple(_count(count) for count in record.registers),
                "No count of a register is on record.",
                "registers",
            ),
            RegisterSection(
                "Sign-ups",
                tuple(_sign_ups(record, practice, linked=bool(reads_sign_ups(reader)))),
                "It has answered no specification.",
                "sign-ups",
            ),
            RegisterSection(
                "Returns",
                tuple(_return(return_, code) for return_ in record.returns),
                "None came.",
                "returns",
            ),
            *_chased(record),
            _people(record.people),
        )
        acts = []
        if can_keep_reference_data(reader):
            acts = [
                Act("Correct the name", f"{base}name/"),
                Act("Move to another network", f"{base}move/"),
                Act("Close", f"{base}close/"),
                Act("Enter a list size", f"{base}list-size/"),
            ]
        return cls(
            in_words(practice.name),
            practice.code,
            "GP practice",
            tuple(_practice_facts(practice, record.memberships, day)),
            sections,
            tuple(acts),
            tuple(_event(event) for event in record.events),
            _closed(practice, day),
        )

    @classmethod
    def of_network(cls, record: NetworkRecord, reader: User, day: date) -> Self:
        network, code = record.network, record.network.code
        sections = (
            RegisterSection(
                "Practices today",
                tuple(_member(member) for member in record.members),
                "No practice belongs to it today.",
                "members",
            ),
            RegisterSection(
                "Practices that left, or will join",
                tuple(_former(membership) for membership in record.former),
                "None.",
                "former",
            ),
            RegisterSection(
                "Names", tuple(_names(record.names)), "No dated name is on record.", "names"
            ),
            RegisterSection(
                "Returns",
                tuple(_return(return_, code) for return_ in record.returns),
                "None came.",
                "returns",
            ),
            _people(record.people),
        )
        acts = []
        if can_keep_reference_data(reader):
            acts = [Act("Correct the name", address("practices:network_name", code=network.code))]
        return cls(
            in_words(network.name),
            network.code,
            "Primary care network",
            tuple(_facts(network)),
            sections,
            tuple(acts),
            tuple(_event(event) for event in record.events),
            _closed(network, day),
        )


def days_in_words(starts_on: date | None, ends_on: date | None) -> str:
    """“since 1 July 2019”, “1 July 2019 to 31 March 2020”, “until 3 May 2020”, or nothing."""
    if starts_on and ends_on:
        return f"{written(starts_on)} to {written(ends_on)}"
    if starts_on:
        return f"since {written(starts_on)}"
    return f"until {written(ends_on)}" if ends_on else ""


def number_in_words(patients: Decimal) -> str:
    whole = patients == patients.to_integral_value()
    return f"{patients:,.0f}" if whole else f"{patients:,.2f}"


def _facts(organisation: Organisation) -> Iterable[tuple[str, str, str]]:
    yield "Code", organisation.code, ""
    if organisation.address:
        yield "Address", in_words(organisation.address), ""
    if organisation.postcode:
        yield "Postcode", organisation.postcode, ""
    if organisation.opened_on:
        yield "Opened", written(organisation.opened_on), ""
    if organisation.closed_on:
        yield "Last day open", written(organisation.closed_on), ""
    yield "Payments", "What it is paid", address("payments:payee", code=organisation.code)


def _practice_facts(
    practice: Organisation, memberships: Sequence[Membership], day: date
) -> Iterable[tuple[str, str, str]]:
    yield from _facts(practice)
    for membership in memberships:
        if membership.group_kind == Kind.PCN and _holds(membership, day):
            group = membership.group
            yield "Network", in_words(group.name), address("practices:network", code=group.code)
    if successor := practice.successor:
        name = in_words(successor.name)
        yield "Patients went to", name, address("practices:practice", code=successor.code)


def _holds(row: Membership, day: date) -> bool:
    return (row.starts_on or date.min) <= day <= (row.ends_on or date.max)


def _closed(organisation: Organisation, day: date) -> str:
    """Said beside the name where the organisation is closed, or will be."""
    last = organisation.closed_on
    if last is None:
        return ""
    return f"Closed on {written(last)}" if last < day else f"Closes on {written(last)}"


def _membership(row: Membership) -> RecordLine:
    group = row.group
    href = address("practices:network", code=group.code) if row.group_kind == Kind.PCN else ""
    return RecordLine(
        in_words(group.name), days_in_words(row.starts_on, row.ends_on), group.code, href
    )


def _names(rows: Iterable[OrganisationName]) -> Iterable[RecordLine]:
    for row in rows:
        days = days_in_words(row.starts_on, row.ends_on)
        yield RecordLine(in_words(row.name), days or "as long as it is on record")


def _list(row: ListSize) -> RecordLine:
    what = "weighted patients" if row.kind == ListSize.Kind.WEIGHTED else "patients"
    days = f"on {written(row.counted_on)}"
    if row.stands_for != row.counted_on:
        days += f", standing in for {written(row.stands_for)}"
    return RecordLine(f"{number_in_words(row.patients)} {what}", days, row.source)


def _count(row: RegisterCount) -> RecordLine:
    return RecordLine(
        f"{row.patients:,} patients",
        f"on {written(row.counted_on)}",
        f"{row.get_kind_display()}, {row.specification}",
    )


OPT_OUTS = {
    ASKED: "opt-out asked for",
    REFUSED: "opt-out refused, asked for",
    DECLINED: "opted out",
}


def _sign_ups(
    record: PracticeRecord, practice: Organisation, *, linked: bool
) -> Iterable[RecordLine]:
    """One line for each specification, with its elements' answers."""
    by_code: dict[str, list[Any]] = {}
    for sign_up in record.sign_ups:
        by_code.setdefault(sign_up.specification, []).append(sign_up)
    for code, answers in by_code.items():
        opts_out = code in record.opted_out_of
        words = "; ".join(
            f"{answer.element.replace('-', ' ')} {_answer(answer, opts_out=opts_out)}"
            f" on {written(answer.responded_on)}"
            for answer in answers
        )
        title = answers[-1].version.title
        href = (
            address("practices:sign_up", specification=code, practice=practice.code)
            if linked
            else ""
        )
        yield RecordLine(title, words, "", href)


def _answer(row: Any, *, opts_out: bool) -> str:
    words = str(row.get_response_display()).lower()
    return OPT_OUTS.get(row.state, words) if opts_out else words


def _return(row: Return, code: str) -> RecordLine:
    judged = {None: "not judged yet", True: "meets what was asked", False: "does not meet it"}
    quarter = f"/{row.period.isoformat()}" if row.period else ""
    return RecordLine(
        row.code.replace("-", " ").capitalize(),
        f"received {written(row.submitted_on)}, {judged[row.met]}",
        row.specification,
        address("practices:return", form=f"{row.specification}/{row.code}/{code}{quarter}"),
    )


def _chased(record: PracticeRecord) -> Iterable[RegisterSection]:
    """For what the practice was chased last, for whoever reads the log of chasing."""
    if record.chases is None:
        return
    more = Act("All of its chases in the log", chases_href(record.practice.code))
    lines = tuple(
        RecordLine(
            chased_for(chase, record.chased_for),
            f"on {written(chase.chased_on)}, by {chase.chased_by}",
            f"sent to {', '.join(chase.sent_to)}",
        )
        for chase in record.chases
    )
    none = "It was never chased."
    yield RegisterSection("Chased for", lines, none, "chases", more if lines else None)


def _people(rows: Iterable[RoleMembership]) -> RegisterSection:
    lines = tuple(
        RecordLine(
            membership.person.get_full_name(),
            days_in_words(membership.starts_on, membership.ends_on),
            membership.get_role_display(),
        )
        for membership in rows
    )
    return RegisterSection(
        "People who act for it today", lines, "Nobody acts for it here.", "people"
    )


def _member(practice: Organisation) -> RecordLine:
    return RecordLine(
        in_words(practice.name),
        "",
        practice.code,
        address("practices:practice", code=practice.code),
    )


def _former(row: Membership) -> RecordLine:
    member = row.member
    return RecordLine(
        in_words(member.name),
        days_in_words(row.starts_on, row.ends_on),
        member.code,
        address("practices:practice", code=member.code),
    )


def _event(event: AuditEvent) -> RecordLine:
    day = event.on or as_read(event.at).date()
    return RecordLine(event.event.capitalize(), f"{written(day)}, {event.by}", event.reason)
