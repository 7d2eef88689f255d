"""What differs between two versions of a specification, as people would say it.

Each version is laid out as short statements by place; the places where they differ are the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissioning.domain.periods import written
from commissioning.specifications.schema import (
    AtYearEnd,
    OnClaim,
    PaymentTerm,
    PerBed,
    RatedTerm,
    RequiredReturn,
    Specification,
)
from commissioning.specifications.wording import (
    all_days,
    condition_of,
    days,
    due_of,
    paid_by,
    paid_per,
    pounds_of,
    rate_of,
    register_of,
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
        for place in [*now, *(old_place for old_place in was if old_place not in now)]
        if was.get(place, "") != now.get(place, "")
    ]


def _said(spec: Specification) -> Iterator[tuple[Place, str]]:
    """Everything a version says, by place; empty statements are left out."""
    every = (
        *_about(spec),
        *_sign_up(spec),
        *_elements(spec),
        *_deadlines(spec),
        *(statement for return_ in spec.returns for statement in _return(return_)),
        *(statement for term in spec.payments for statement in _payment(spec, term)),
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
    for outcome in spec.outcomes:
        yield (part, "", "Outcome"), outcome
    for source in spec.sources:
        yield (part, "", "Source"), source


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
        yield (part, "", "Other offers, clause"), rule.offers.clause
        for choice in rule.offers.choices:
            yield (part, "", "Other offer"), choice
    if rule.agreed_register:
        yield (part, "", "Register to agree"), register_of(rule.agreed_register)


def _elements(spec: Specification) -> Iterator[tuple[Place, str]]:
    for element in spec.elements:
        yield ("Elements", element.title, "Days"), all_days(element.periods)
        yield (
            ("Elements", element.title, "Paid whatever the answer"),
            all_days(element.paid_without_answer),
        )


def _deadlines(spec: Specification) -> Iterator[tuple[Place, str]]:
    for deadline in spec.deadlines:
        if deadline.return_code or deadline.code == "sign-up":
            continue
        yield (
            ("Deadlines", deadline.title, "Due"),
            f"{who(deadline.owed_by)}, {written(deadline.due)}",
        )
        yield ("Deadlines", deadline.title, "What hangs on it"), deadline.affects
        yield ("Deadlines", deadline.title, "Reminders"), reminders_of(deadline.remind)


def _return(return_: RequiredReturn) -> Iterator[tuple[Place, str]]:
    part = "Returns"
    yield (part, return_.title, "Due"), due_of(return_)
    yield (part, return_.title, "Sent by"), who(return_.owed_by)
    yield (part, return_.title, "Holds while it is missing"), ", ".join(return_.holds)
    yield (part, return_.title, "The last holds"), ", ".join(return_.last_holds)
    yield (part, return_.title, "Reminders"), reminders_of(return_.remind)
    for question in return_.questions:
        choices = f" ({'; '.join(question.choices)})" if question.choices else ""
        needed = "" if question.required else " (may be left blank)"
        yield (part, return_.title, f"Question {question.key}"), f"{question.ask}{choices}{needed}"


def _payment(spec: Specification, term: PaymentTerm) -> Iterator[tuple[Place, str]]:
    part = "Payments"
    yield (part, term.title, "What for"), paid_per(spec, term)
    yield (part, term.title, "Paid to"), who(term.pays)
    yield (part, term.title, "Days"), days(term.period)
    yield (part, term.title, "Elements"), ", ".join(term.elements)
    for rate in term.rates if isinstance(term, RatedTerm) else ():
        yield (part, term.title, "Rate"), rate_of(rate)
    if isinstance(term, PerBed):
        yield (part, term.title, "Homes registered as"), "; ".join(term.services)
    if isinstance(term, AtYearEnd):
        for year in term.years:
            yield (part, term.title, "Paid by"), paid_by(year)
            for condition in year.conditions:
                text = condition_of(spec, condition)
                yield (part, term.title, f"Condition {condition.code}"), text
    if isinstance(term, OnClaim):
        for category in term.categories:
            cap = f", at most {pounds_of(category.most_per_unit)}" if category.most_per_unit else ""
            week = f", {category.most_units_a_week} a week" if category.most_units_a_week else ""
            text = category.refused or f"{days(category.window)}, by {category.unit}{cap}{week}"
            yield (part, term.title, f"Category {category.title}"), text


def _sitrep(spec: Specification) -> Iterator[tuple[Place, str]]:
    if spec.sitrep is None:
        return
    yield ("Sitrep", "", "First week"), written(spec.sitrep.first_week)
    yield (
        ("Sitrep", "", "Last week"),
        written(spec.sitrep.last_week) if spec.sitrep.last_week else "",
    )
    yield ("Sitrep", "", "Closes"), spec.sitrep.cut_off
    for question in spec.sitrep.questions:
        yield ("Sitrep", "", f"Question {question.key}"), question.ask


def _interpretations(spec: Specification) -> Iterator[tuple[Place, str]]:
    for interpretation in spec.interpretations:
        item = f"{interpretation.code} {interpretation.title}"
        meanings = {option.option: option.means for option in interpretation.options}
        yield (
            ("Interpretations", item, "Chosen"),
            meanings.get(interpretation.chosen, interpretation.chosen),
        )
        yield ("Interpretations", item, "Reading"), interpretation.reading
        yield ("Interpretations", item, "Conflict"), interpretation.conflict
