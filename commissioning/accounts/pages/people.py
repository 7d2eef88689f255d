"""The screens of people and invitations, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.accounts.policy import (
    can_correct_person,
    can_end_role,
    can_reset_second_step,
    keeps_people,
)
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Invitation, Role, RoleMembership, User
from commissioning.records.audit import as_read
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists.cells import Cell, Row


def role_of(held: RoleMembership | Invitation) -> str:
    """A role with whom it is for and what it brings: “GP practice, The Mayflower, manager”."""
    label = str(Role(held.role).label)
    words = [label]
    if held.organisation:
        words.append(in_words(held.organisation.name))
    if held.manages:
        words.append("manager")
    if held.deputy:
        words.append("deputy")
    return ", ".join(words)


def state_of(invitation: Invitation, day: date) -> tuple[str, str]:
    """What became of an invitation, and the colour of that word."""
    if invitation.accepted_on:
        return "Accepted", "green"
    if invitation.withdrawn_on:
        return "Withdrawn", "grey"
    if invitation.has_expired(day):
        return "Expired", "red"
    return "Open", "blue"


def told_of(invitation: Invitation, day: date) -> str:
    """The days that matter of an invitation."""
    if invitation.accepted_on:
        return f"Accepted on {written(invitation.accepted_on)}"
    if invitation.withdrawn_on:
        return f"Withdrawn on {written(invitation.withdrawn_on)} by {invitation.withdrawn_by}"
    word = "Ended" if invitation.has_expired(day) else "Good until"
    return f"{word} {written(invitation.expires_on)}"


def days_of(membership: RoleMembership, day: date) -> str:
    """From when, and until when, a role is held."""
    since = written(membership.starts_on)
    if membership.ends_on is None:
        return f"From {since}"
    until = written(membership.ends_on)
    return f"{since} to {until}" if membership.ends_on < day else f"From {since}, ends {until}"


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role of a person, past or present."""

    pk: int
    text: str
    days: str
    state: str
    colour: str
    may_end: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person: details, roles with their days, and what may be done about them."""

    pk: int
    name: str
    rows: tuple[SummaryRow, ...]
    roles: tuple[HeldRole, ...]
    why_not_correct: str
    may_give: bool

    @classmethod
    def of(
        cls,
        person: User,
        roles: Sequence[RoleMembership],
        reader: User,
        day: date,
        *,
        has_second_step: bool,
    ) -> PersonPage:
        correct = can_correct_person(reader, person)
        reset = has_second_step and bool(can_reset_second_step(reader, person))
        return cls(
            pk=person.pk,
            name=person.get_full_name(),
            rows=_details(person, correct=bool(correct), reset=reset),
            roles=tuple(_held(role, reader, day) for role in roles),
            why_not_correct=correct.reason,
            may_give=bool(keeps_people(reader)),
        )


def _details(person: User, *, correct: bool, reset: bool) -> tuple[SummaryRow, ...]:
    rows = [
        SummaryRow(
            "Name",
            person.name or "Not given",
            address("person_correct", pk=person.pk) if correct else "",
            "name or e-mail address",
            change_word="Correct",
        ),
        SummaryRow("E-mail address", person.email),
        SummaryRow(
            "Last signed in",
            written(as_read(person.last_login, is_visit=True).date())
            if person.last_login
            else "Never",
        ),
    ]
    if reset:
        again = address("person_reset", pk=person.pk)
        rows.append(SummaryRow("Second step", "Set up", again, "second step", change_word="Reset"))
    return tuple(rows)


def _held(membership: RoleMembership, reader: User, day: date) -> HeldRole:
    over = membership.ends_on is not None and membership.ends_on < day
    state, colour = "Now", "green"
    if over:
        state, colour = "Ended", "grey"
    elif membership.starts_on > day:
        state, colour = "Not yet", "blue"
    elif membership.ends_on is not None:
        state, colour = "Ending", "yellow"
    may = can_end_role(reader, membership, day)
    return HeldRole(
        pk=membership.pk,
        text=role_of(membership),
        days=days_of(membership, day),
        state=state,
        colour=colour,
        may_end=not over and bool(may),
        why_not="" if over else may.reason,
    )


def person_rows(people: Iterable[User], roles: Mapping[int, Sequence[RoleMembership]]) -> list[Row]:
    """The rows of the list of people, with the roles that each holds today."""
    return [
        Row(
            (
                Cell(person.get_full_name(), href=address("person", pk=person.pk)),
                person.email,
                "; ".join(role_of(role) for role in roles.get(person.pk, ())) or "None today",
                as_read(person.last_login, is_visit=True).date()
                if person.last_login
                else Cell("Never"),
            )
        )
        for person in people
    ]


def invitation_rows(invitations: Iterable[Invitation], day: date) -> list[Row]:
    """The rows of the list of invitations."""
    return [
        Row(
            (
                Cell(
                    invitation.email,
                    href=address("invitation", pk=invitation.pk),
                    said=invitation.name,
                ),
                role_of(invitation),
                Cell(state_of(invitation, day)[0], tag=state_of(invitation, day)[1]),
                told_of(invitation, day),
                Cell(str(invitation.invited_by)),
                invitation.invited_on,
            )
        )
        for invitation in invitations
    ]


def invitation_summary(invitation: Invitation, day: date) -> list[SummaryRow]:
    """One invitation: whom, to what, and what became of it."""
    state, colour = state_of(invitation, day)
    return [
        SummaryRow("E-mail address", invitation.email),
        SummaryRow("Name", invitation.name or "Not given"),
        SummaryRow("Role", role_of(invitation)),
        SummaryRow("State", tag=Tag(state, colour), said=told_of(invitation, day)),
        SummaryRow("Sent", f"{invitation.invited_by}, {written(invitation.invited_on)}"),
    ]
