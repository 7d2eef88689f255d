"""What differs between two versions of a specification, as people would say it.

Each version is laid out as short statements by place; the places where they differ are the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissioning.domain.periods import written
from commissioning.specifications.types import (
    AtYearEnd,
    OnClaim,
    PaymentTerm,
    Return,
    Specification,
)
from commissioning.specifications.wording import (
    all_days,
    condition_of,
    days,
    due_of,
    paid_per,
    pounds_of,
    rate_of,
    reminders_of,
    silence_of,
    who,
)

Place = tuple[str, str, str]  # the part of the file, which of them, and what about it


@dataclass(frozen=True, slots=True)
class Difference:
    """What one place says before and after; empty where it says nothing."""

    part: str
    item: str
    what: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


def differences_between(before: Specification, after: Specification) -> list[Difference]:
    """Where two versions differ, in the order of the file. The version's own number is left out."""
    was, now = dict(_said(before)), dict(_said(after))
    return [
        Difference(*place, was.get(place, ""), now.get(place, ""))
        for place in [*now, *(each for each in was if each not in now)]
        if was.get(place, "") != now.get(place, "")
    ]


def _said(spec: Specification) -> Iterator[tuple[Place, str]]:
    """Everything a version says, by place; empty statements are left out."""
    every = (
        *_about(spec),
        *_sign_up(spec),
        *_elements(spec),
        *_deadlines(spec),
        *(each for asked in spec.returns for each in _return(asked)),
        *(each for term in spec.payments for each in _payment(term)),
        *_sitrep(spec),
        *_interpretations(spec),
    )
    seen: dict[Place, int] = {}
    for place, text in every:
        if text:
            seen[place] = seen.get(place, 0) + 1
            number = "" if seen[place] == 1 else f" {seen[place]}"
            yield (place[0], place[1], f"{place[2]}{number}"), text


def _about(spec: Specification) -> Iterator[tuple[Place, str]]:
    part = "About"
    yield (part, "", "Title"), spec.title
    yield (part, "", "Period"), days(spec.period)
    yield (part, "", "In force from"), written(spec.in_force)
    yield (part, "", "Review"), written(spec.review) if spec.review else ""
    yield (part, "", "Contact"), spec.contact
    yield (part, "", "Summary"), spec.summary
    yield (part, "", "Takes the place of"), spec.supersedes
    yield (part, "", "Amends"), spec.amends
    for each in spec.outcomes:
        yield (part, "", "Outcome"), each
    for each in spec.sources:
        yield (part, "", "Source"), each


def _sign_up(spec: Specification) -> Iterator[tuple[Place, str]]:
    rule, part = spec.sign_up, "Signing up"
    yield (part, "", "By"), written(rule.by)
    yield (part, "", "What silence means"), silence_of(rule)
    yield (part, "", "Afterwards"), rule.afterwards
    yield (part, "", "Declining repays"), rule.recovers
    yield (part, "", "Months of notice"), str(rule.notice_months or "")
    yield (part, "", "Asked again"), "yes" if rule.asks_again else "no"
    yield (part, "", "Reminders"), reminders_of(rule.remind)
    if rule.offers:
        yield (part, "", "Other offers, under"), f"{rule.offers.percent}%"
        for each in rule.offers.choices:
            yield (part, "", "Other offer"), each


def _elements(spec: Specification) -> Iterator[tuple[Place, str]]:
    for each in spec.elements:
        yield ("Elements", each.title, "Days"), all_days(each.periods)
        yield (
            ("Elements", each.title, "Paid whatever the answer"),
            all_days(each.paid_without_answer),
        )


def _deadlines(spec: Specification) -> Iterator[tuple[Place, str]]:
    for each in spec.deadlines:
        if each.return_code or each.code == "sign-up":
            continue
        yield ("Deadlines", each.title, "Due"), f"{who(each.owed_by)}, {written(each.due)}"
        yield ("Deadlines", each.title, "What hangs on it"), each.affects
        yield ("Deadlines", each.title, "Reminders"), reminders_of(each.remind)


def _return(asked: Return) -> Iterator[tuple[Place, str]]:
    part = "Returns"
    yield (part, asked.title, "Due"), due_of(asked)
    yield (part, asked.title, "Sent by"), who(asked.owed_by)
    yield (part, asked.title, "Holds while it is missing"), ", ".join(asked.holds)
    yield (part, asked.title, "The last holds"), ", ".join(asked.last_holds)
    yield (part, asked.title, "Reminders"), reminders_of(asked.remind)
    for each in asked.questions:
        choices = f" ({'; '.join(each.choices)})" if each.choices else ""
        needed = "" if each.required else " (may be left blank)"
        yield (part, asked.title, f"Question {each.key}"), f"{each.ask}{choices}{needed}"


def _payment(term: PaymentTerm) -> Iterator[tuple[Place, str]]:
    basics, part = term.basics, "Payments"
    yield (part, basics.title, "What for"), paid_per(term)
    yield (part, basics.title, "Paid to"), who(basics.pays)
    yield (part, basics.title, "Days"), days(basics.period)
    yield (part, basics.title, "Elements"), ", ".join(basics.elements)
    for rate in basics.rates:
        yield (part, basics.title, "Rate"), rate_of(rate)
    if isinstance(term, AtYearEnd):
        for year in term.years:
            for each in year.conditions:
                yield (part, basics.title, f"Condition {each.code}"), condition_of(each)
    if isinstance(term, OnClaim):
        for category in term.categories:
            cap = f", at most {pounds_of(category.most_per_unit)}" if category.most_per_unit else ""
            week = f", {category.most_units_a_week} a week" if category.most_units_a_week else ""
            said = category.refused or f"{days(category.window)}, by {category.unit}{cap}{week}"
            yield (part, basics.title, f"Category {category.title}"), said


def _sitrep(spec: Specification) -> Iterator[tuple[Place, str]]:
    if spec.sitrep is None:
        return
    yield ("Sitrep", "", "First week"), written(spec.sitrep.first_week)
    yield (
        ("Sitrep", "", "Last week"),
        written(spec.sitrep.last_week) if spec.sitrep.last_week else "",
    )
    yield ("Sitrep", "", "Closes"), spec.sitrep.cut_off
    for each in spec.sitrep.questions:
        yield ("Sitrep", "", f"Question {each.key}"), each.ask


def _interpretations(spec: Specification) -> Iterator[tuple[Place, str]]:
    for each in spec.interpretations:
        item = f"{each.code} {each.title}"
        meanings = dict(zip(each.options, each.meanings, strict=True))
        yield ("Interpretations", item, "Chosen"), meanings.get(each.chosen, each.chosen)
        yield ("Interpretations", item, "Reading"), each.reading
        yield ("Interpretations", item, "Conflict"), each.conflict
