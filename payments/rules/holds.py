"""What is held back, why, and what released it."""

from __future__ import annotations

from datetime import date

from commissioning.domain.periods import Month, written
from commissioning.specifications.schema import RequiredReturn, Specification, Term
from payments.rules.circumstances import Circumstances, quarters_asked
from payments.rules.facts import Decided, Submission


def held_because(
    specification: Specification,
    term: Term,
    circumstances: Circumstances,
    month: Month,
    waiting: str,
) -> str:
    """What is held in a month and why, or nothing. A decision to release ends any other hold."""
    holds = circumstances.decided("hold", term.code)
    ordered = next((hold for hold in holds if hold.covers(month)), None)
    reason = ""
    if waiting:
        reason = f"held: {waiting}"
    else:
        late = missing_returns(specification, term.code, circumstances, before=month.first)
        if late:
            reason = f"held: {'; '.join(late)}"
    if ordered and not reason:
        reason = f"held: {ordered.words}"
    if reason and _released(term, circumstances, month):
        return ""
    return reason


def _released(term: Term, circumstances: Circumstances, month: Month) -> Decided | None:
    releases = circumstances.decided("release", term.code)
    return next((release for release in releases if release.covers(month)), None)


def released_because(term: Term, circumstances: Circumstances, month: Month) -> str:
    released = _released(term, circumstances, month)
    return f"released, {released.words}" if released else ""


def missing_returns(
    specification: Specification,
    term: str,
    circumstances: Circumstances,
    *,
    before: date,
) -> list[str]:
    """The returns that hold a term and were due before a day, yet are missing or incomplete.

    Clause: S3, appendix 3; D-10, D-11. An incomplete report holds like a missing one.
    """
    late = []
    for return_ in specification.returns:
        if term not in return_.holds:
            continue
        for quarter, due in quarters_asked(return_):
            if due >= before or not any(quarter in period for period in circumstances.open):
                continue
            submission = circumstances.returned(return_.code, quarter)
            words = missing(return_, submission, quarter, due)
            if words:
                late.append(words)
    return late


def missing(
    return_: RequiredReturn, submission: Submission | None, quarter: date, due: date
) -> str:
    """How a quarter's return is missing, or nothing when it is there."""
    title = f"{return_.title} for the quarter to {written(quarter)}, due {written(due)},"
    if submission is None:
        return f"{title} is missing"
    if submission.met is False:
        return f"{title} came {written(submission.submitted_on)} and is incomplete"
    return ""
