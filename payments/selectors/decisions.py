"""Decisions for a person, and what there is to decide about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from commissioning.imports.lookup import Approved, approved_specifications
from commissioning.models import AuditEvent, Organisation, User
from commissioning.specifications.schema import AtYearEnd, PerRegisterPatient, Silence
from payments.models import Decision
from payments.policy.decisions import reads_decisions
from payments.rules.decisions import SHAPES, About
from payments.selectors.visible import payees_visible_to

MOST_NAMED = 300  # payees that are named in a list to choose from; beyond, their code is asked


def decisions_visible_to(user: User) -> QuerySet[Decision]:
    decisions = Decision.objects.select_related("organisation")
    return decisions if reads_decisions(user) else decisions.none()


def decision_of(user: User, number: int) -> Decision | None:
    return decisions_visible_to(user).filter(pk=number).first()


def events_about(decision: Decision) -> list[AuditEvent]:
    """What was done to a decision, by whom, oldest first."""
    subject = f"{Decision._meta.label}:{decision.pk}"  # noqa: SLF001  (as the audit trail writes it)
    return list(AuditEvent.objects.filter(subject=subject).select_related("by").order_by("pk"))


def rests_on(decision: Decision) -> list[tuple[str, str]]:
    """What a decision rests on, in words and where it is seen; who keeps it is in the settings."""
    grounds: list[tuple[str, str]] = import_string(settings.DECISIONS_REST_ON)(decision)
    return grounds


def payees_named(user: User) -> list[tuple[str, str]]:
    """Everybody who can be decided about, by code and name; none where they are too many."""
    rows = list(payees_visible_to(user).order_by("kind", "name")[: MOST_NAMED + 1])
    return [(payee.code, str(payee)) for payee in rows] if len(rows) <= MOST_NAMED else []


def organisation_called(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a decision of one kind can be about: a payment, a condition, a contract."""

    specification: str
    subject: str
    words: str
    start: date | None = None
    end: date | None = None

    @property
    def key(self) -> str:
        return "|".join(
            (self.specification, self.subject, self.start.isoformat() if self.start else "")
        )


def matters(kind: str) -> list[Matter]:
    """What decisions of a kind can be about, over every approved specification."""
    matters_by_key: dict[str, Matter] = {}
    for approved in approved_specifications().values():
        for matter in _matters_of(kind, approved):
            matters_by_key.setdefault(matter.key, matter)  # the latest version's words
    return sorted(
        matters_by_key.values(),
        key=lambda named_matter: (named_matter.specification, named_matter.words),
    )


def _matters_of(kind: str, approved: Approved) -> Iterator[Matter]:
    about = SHAPES[kind].about
    for specification in approved.latest_first:
        code, title = approved.code, specification.title
        terms = specification.payments
        if about is About.TERM:
            for term in terms:
                yield Matter(code, term.code, f"{term.title}, {title}")
        elif about in (About.YEAR_END, About.CONDITION):
            for term in terms:
                for year in term.years if isinstance(term, AtYearEnd) else ():
                    days = (year.period.start, year.period.end)
                    span = f"{days[0].year}–{days[1].year}"
                    if about is About.YEAR_END:
                        words = f"{term.title} {span}, {title}"
                        yield Matter(code, term.code, words, *days)
                        continue
                    for condition in year.conditions:
                        words = f"{condition.title}, {span}, {title}"
                        yield Matter(code, condition.code, words, *days)
        elif about is About.NOTHING and _fits(kind, specification, terms):
            yield Matter(code, "", title)


def _fits(kind: str, specification, terms) -> bool:
    """Say whether a decision of a kind makes sense under a specification at all."""
    sign_up = specification.sign_up
    if kind == "opt-out":
        return bool(sign_up.asked and sign_up.silence is Silence.IN)
    if kind == "register":
        return any(
            isinstance(term, PerRegisterPatient) or (isinstance(term, AtYearEnd) and term.cap)
            for term in terms
        )
    return True
