"""What reminders and digests say: plain words, no figures, and no names beyond whom it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.web.emails import Letter, written_letter
from commissioning.web.site_url import site_address
from reporting.rules.deadlines import Dated, Owner, Stands, stands
from reporting.rules.reminders import Planned, To

TEAMS = {
    "ccg": "the CCG’s primary care team",
    "commissioner": "the CCG’s primary care team",
    "finance": "finance",
    "data-quality": "the data quality team",
}
Names = Mapping[str, Organisation]  # by code


def name_of(code: str, names: Names) -> str:
    return in_words(names[code].name) if code in names else TEAMS.get(code, code)


def due_in_words(dated: Dated, day: date) -> str:
    """When something is, or was, due, as sentences."""
    due = written(dated.due)
    match stands(dated, day):
        case Stands.LATE:
            return f"It was due on {due}. It is still accepted until {written(dated.last)}."
        case Stands.OVERDUE:
            return f"It was due on {due}. It is overdue."
    if day == dated.due:
        return f"It is due today, {due}."
    return f"It is due on {due}."


def reminder(planned: Planned, names: Names, day: date) -> Letter:
    """A reminder to whoever acts for one organisation or team."""
    return written_letter(
        "reminder" if planned.to is To.OWNER else "others_owe",
        dated=planned.dated,
        whom=name_of(planned.whom, names),
        to_director=planned.to is To.DIRECTOR,
        when=due_in_words(planned.dated, day),
        is_late=day > planned.dated.due,
        site=site_address(),
    )


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing in a digest."""

    title: str
    of: str  # the specification
    when: str


@dataclass(frozen=True, slots=True)
class DigestSection:
    """What one organisation owes, or what others owe that its people look after."""

    heading: str
    lines: tuple[DigestLine, ...]


Owed = Sequence[tuple[Dated, tuple[Owner, ...]]]


def sections(
    codes: Iterable[str], owed: Owed, names: Names, day: date
) -> tuple[DigestSection, ...]:
    """What is owed by the organisations and teams of these codes, then late by those they lead."""
    groups = []
    for code in codes:
        own = [dated for dated, owners in owed if any(owner.code == code for owner in owners)]
        groups.append((f"For {name_of(code, names)}", own))
        late = [
            dated
            for dated, owners in owed
            if day > dated.due and any(_leads(code, owner) for owner in owners)
        ]
        whose = "Late, from practices or networks"
        groups.append((whose if code == "commissioner" else "Late, from your practices", late))
    return tuple(
        DigestSection(
            heading,
            tuple(
                DigestLine(
                    dated.deadline.title, dated.specification.title, due_in_words(dated, day)
                )
                for dated in listed
            ),
        )
        for heading, listed in groups
        if listed
    )


def _leads(code: str, owner: Owner) -> bool:
    """Whether somebody of a network, or of the CCG, is told of what another owes."""
    return not owner.is_the_ccg and code in (owner.network, "commissioner")


def digest(sections: Sequence[DigestSection], week: date) -> Letter:
    """What somebody owes next, once a week."""
    return written_letter("digest", sections=sections, week=written(week), site=site_address())
