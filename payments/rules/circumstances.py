"""What bears on a practice's delivery of one term, out of all that is known of the practice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.periods import Period, end_of_month_after, quarter_ends
from commissioning.specifications.schema import RequiredReturn, Specification, Term
from payments.rules.facts import Answer, Decided, PracticeFacts, Submission, about


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that decides what a practice delivers under one term.

    Most practices are alike in this: what they deliver is worked out once and shared by all.
    """

    open: tuple[Period, ...]
    answers: tuple[Answer | None, ...]  # to the term's elements, in their order
    decisions: tuple[Decided, ...]
    returns: tuple[tuple[str, date, Submission], ...]  # those that hold the term, by quarter

    def decided(self, kind: str, subject: str = "") -> tuple[Decided, ...]:
        return about(self.decisions, kind, subject)

    def returned(self, code: str, quarter: date) -> Submission | None:
        submissions = (
            submission
            for return_code, day, submission in self.returns
            if (return_code, day) == (code, quarter)
        )
        return next(submissions, None)


DECIDING = frozenset({"take-back", "stop-year", "opt-out", "hold", "release"})


def circumstances_of(
    practice: PracticeFacts, specification: Specification, term: Term
) -> Circumstances:
    """What bears on a practice's delivery of a term, out of all that is known of it."""
    code = specification.code
    return Circumstances(
        practice.open,
        tuple(
            [
                answer_to(specification, practice.answers.get((code, element)))
                for element in term.elements
            ]
        ),
        tuple(
            [decision for decision in practice.decisions.get(code, ()) if decision.kind in DECIDING]
        ),
        tuple(
            [
                (return_.code, quarter, submission)
                for return_ in specification.returns
                if term.code in return_.holds
                for quarter, _ in quarters_asked(return_)
                if (submission := practice.returns.get((code, return_.code, quarter)))
            ]
        ),
    )


def answer_to(specification: Specification, answer: Answer | None) -> Answer | None:
    """The practice's answer; one to an earlier version counts unless this one asks again."""
    if answer and specification.sign_up.asks_again and answer.version != specification.version:
        return None
    return answer


def quarters_asked(return_: RequiredReturn) -> tuple[tuple[date, date], ...]:
    """The quarters a return is asked for, each with the day it is due."""
    if return_.quarterly is None:
        return ()
    ends = quarter_ends(return_.quarterly.start, return_.quarterly.end)
    return tuple((end, end_of_month_after(end, return_.due_months_after_quarter)) for end in ends)
