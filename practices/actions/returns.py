"""Taking the forms that practices and networks send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.imports import FileColumn, ImportOutcome, Mistakes
from commissioning.imports.lookup import Approved, Lookup
from commissioning.imports.row_models import (
    Code,
    Day,
    DayOrNone,
    OrganisationCode,
    YesNoOrNone,
)
from commissioning.imports.statements import Settled, Statement
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import RequiredReturn
from practices.models import Return
from practices.policy.answers import can_judge_return, can_send_return
from practices.policy.returns import can_complete_group_return
from practices.rules.return_requests import ReturnKey
from practices.selectors.organisations import members_of
from practices.selectors.partnerships import partners_of

Kind = Organisation.Kind


@row_model(frozen=True, slots=True)
class ReturnRow:
    """A form that came in, as a file or a page gives it. `met` is None while it is not judged."""

    line: int | None
    organisation_code: OrganisationCode
    specification: Code
    code: Annotated[Code, FileColumn("return")]
    period: DayOrNone
    submitted_on: Day
    met: YesNoOrNone

    @classmethod
    def of(cls, form: ReturnKey, day: date, *, is_met: bool | None = None) -> ReturnRow:
        """The fact of one form, as a page gives it."""
        return cls(None, form.organisation, form.specification, form.code, form.period, day, is_met)


@dataclass(frozen=True, slots=True)
class _Sent(Statement[Return]):
    row: ReturnRow
    organisation: Organisation

    @property
    def about(self) -> Mapping[str, object]:
        row = self.row
        return {
            "organisation": self.organisation,
            "specification": row.specification,
            "code": row.code,
            "period": row.period,
        }

    @property
    def day(self) -> date:
        return self.row.submitted_on

    @property
    def values(self) -> Mapping[str, object]:
        return {"submitted_on": self.row.submitted_on, "met": self.row.met}

    @property
    def name(self) -> str:
        row = self.row
        quarter = f" for the quarter to {written(row.period)}" if row.period else ""
        return f"{self.organisation.code} {row.specification} {row.code}{quarter}"

    @property
    def text(self) -> str:
        judged = {None: "not judged", True: "met", False: "not met"}[self.row.met]
        return f"{self.name}: {written(self.day)}, {judged}"


@transaction.atomic
def receive_returns(
    *, rows: Sequence[ReturnRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Take returns, all of them or none.

    One for each organisation, return and quarter: a later day's takes the place of an earlier one,
    the same day's corrects it (so that it can be judged), an earlier day's changes nothing.
    """
    change_facts()
    lookup = Lookup((row.organisation_code for row in rows), mistakes)
    for organisation in lookup.organisations.values():
        require(can_send_return(by, organisation))
    if any(row.met is not None for row in rows):
        require(can_judge_return(by))
    return _take(rows, lookup, by)


@transaction.atomic
def receive_jointly(*, form: ReturnKey, codes: Sequence[str], day: date, by: User) -> ImportOutcome:
    """Take a report as received for the partners whose it also is; one that sent its own keeps it.

    Each of a pair of partners stands for the other (S3: a group can report together).
    """
    change_facts()
    lookup = Lookup([form.organisation, *codes], None)
    sender = lookup.organisations[form.organisation]
    require(can_send_return(by, sender))
    partners = partners_of(sender, form.specification, today())
    partner_codes = {partner.code for partner in partners}
    own = Return.objects.filter(
        organisation__in=partners,
        specification=form.specification,
        code=form.code,
        period=form.period,
    ).values_list("organisation__code", flat=True)
    wanted = [code for code in codes if code in partner_codes and code not in set(own)]
    rows = [ReturnRow.of(replace(form, organisation=code), day) for code in wanted]
    return _take(rows, lookup, by) if rows else ImportOutcome()


@transaction.atomic
def complete_group_return(*, row: ReturnRow, network: Organisation, by: User) -> ImportOutcome:
    """Take a group's form as received: the last row was confirmed, by whoever confirmed it (D-16).

    The row says nothing of whether it meets what was asked.
    """
    change_facts()
    require(can_complete_group_return(by, network, members_of(network, row.submitted_on)))
    return _take([row], Lookup([row.organisation_code], None), by)


@transaction.atomic
def withdraw_return(*, fact: Return, by: User, reason: str) -> None:
    """Take a return off the record, because its form is open again; its history stays.

    What rests on it sees it as not received until it is sent again: a condition is not met yet,
    and instalments that wait for it wait again. What was paid meanwhile is not taken back (D-10).
    """
    change_facts()
    require(can_judge_return(by))
    record(
        "return withdrawn", fact, by=by, reason=reason, submitted_on=fact.submitted_on.isoformat()
    )
    fact.delete()


def _take(rows: Sequence[ReturnRow], lookup: Lookup, by: User) -> ImportOutcome:
    settled = Settled(
        list(_found(rows, lookup)), lookup.mistakes, one_a="return and quarter on the same day"
    )
    lookup.mistakes.check()
    outcome = ImportOutcome()
    on_record = {
        (fact.organisation_id, fact.specification, fact.code, fact.period): fact
        for fact in Return.objects.filter(
            organisation__in=lookup.organisations.values()
        ).select_related("organisation")
    }
    differences = settled.differences(
        Return, on_record, outcome, day_of=lambda fact: fact.submitted_on
    )
    for sent, became in differences.save():
        record(f"return {became}", sent, by=by, met=sent.met)
    return outcome


def _found(rows: Sequence[ReturnRow], lookup: Lookup) -> Iterator[_Sent]:
    for row in rows:
        approved = lookup.specification(row.line, row.specification)
        return_ = _asked(row, approved, lookup.mistakes) if approved else None
        kinds = _senders(return_) if return_ else (Kind.PRACTICE, Kind.PCN)
        organisation = lookup.organisation(
            row.line, "organisation_code", row.organisation_code, *kinds
        )
        if approved and return_:
            _check_period(row, approved, lookup.mistakes)
            if organisation:
                yield _Sent(row, organisation)


def _asked(row: ReturnRow, approved: Approved, mistakes: Mistakes) -> RequiredReturn | None:
    """What the specification says of the return: the version of that day, else the latest."""
    returns_by_code = {
        return_.code: return_
        for specification in (
            *reversed(approved.latest_first),
            parsed(approved.governing(row.submitted_on)),
        )
        for return_ in specification.returns
    }
    if row.code not in returns_by_code:
        mistakes.add(
            row.line,
            "return",
            f"{row.specification} asks for no “{row.code}”",
            f"Its returns: {', '.join(returns_by_code) or 'none'}",
        )
    return returns_by_code.get(row.code)


def _senders(return_: RequiredReturn) -> tuple[Kind, ...]:
    """Who sends it. A form for the group may also come from a practice for itself (D-16)."""
    if return_.owed_by == Kind.PRACTICE:
        return (Kind.PRACTICE,)
    return (Kind.PCN, Kind.PRACTICE) if return_.alone or return_.row_per_practice else (Kind.PCN,)


def _check_period(row: ReturnRow, approved: Approved, mistakes: Mistakes) -> None:
    """A quarterly return names a quarter it is asked for; any other names none."""
    quarters = sorted(
        {
            occasion.quarter
            for specification in approved.latest_first
            for return_ in specification.returns
            if return_.code == row.code
            for occasion in return_.occasions
            if occasion.quarter
        }
    )
    listed = ", ".join(str(quarter) for quarter in quarters)
    if not quarters:
        if row.period:
            mistakes.add(
                row.line, "period", f"{row.code} is not asked for by quarter", "Leave it blank"
            )
    elif row.period is None:
        mistakes.add(
            row.line,
            "period",
            f"is blank, and {row.code} is asked for by quarter",
            f"Write the quarter's last day: {listed}",
        )
    elif row.period not in quarters:
        mistakes.add(
            row.line,
            "period",
            f"{row.code} is not asked for a quarter to {row.period}",
            f"Write the quarter's last day: {listed}",
        )
