"""Taking practices' answers: signed or declined, element by element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.imports import FileColumn, ImportOutcome, Mistakes
from commissioning.imports.lookup import Lookup
from commissioning.imports.row_models import (
    Code,
    CodeOrBlank,
    Day,
    DayOrNone,
    PeopleOrNone,
    PracticeCode,
    choice_of,
)
from commissioning.imports.statements import Settled, Statement
from commissioning.models import Organisation, SpecificationVersion, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.publishing.selectors import parsed
from practices.models import RegisterCount, SignUp
from practices.policy.answers import can_answer_sign_up
from practices.policy.sign_ups import can_answer_in_time
from practices.register.counts import RegisterStatement, register_differences, settled_registers


@row_model(frozen=True, slots=True)
class SignUpRow:
    """A practice's answer, as a file or a form gives it. No element: every element."""

    line: int | None
    practice_code: PracticeCode
    specification: Code
    element: CodeOrBlank
    response: Annotated[SignUp.Response, choice_of(SignUp.Response)]
    responded_on: Day
    starts_on: Annotated[DayOrNone, FileColumn("from", needed=False)] = None
    ends_on: Annotated[DayOrNone, FileColumn("to", needed=False)] = None
    register: PeopleOrNone = None
    signatory_name: str = ""
    signatory_role: str = ""


@dataclass(frozen=True, slots=True)
class _Answer(Statement[SignUp]):
    """An answer for one element."""

    row: SignUpRow
    practice: Organisation
    version: SpecificationVersion
    element: str
    by: User

    @property
    def about(self) -> Mapping[str, object]:
        return {
            "practice": self.practice,
            "specification": self.row.specification,
            "element": self.element,
        }

    @property
    def day(self) -> date:
        return self.row.responded_on

    @property
    def values(self) -> Mapping[str, object]:
        signatory = self._signatory if self.row.signatory_name else {}
        return {
            "response": self.row.response,
            "responded_on": self.row.responded_on,
            "starts_on": self.row.starts_on,
            "ends_on": self.row.ends_on,
            **signatory,
        }

    @property
    def along(self) -> Mapping[str, object]:
        return {
            "version_id": self.version.pk,
            "answered_by_id": self.by.pk,
            **self._signatory,
        }

    @property
    def _signatory(self) -> Mapping[str, object]:
        """Who signs: with another answer another signatory, or none where it names none."""
        return {
            "signatory_name": self.row.signatory_name,
            "signatory_role": self.row.signatory_role,
        }

    @property
    def name(self) -> str:
        return f"{self.practice.code} {self.row.specification} {self.element}"

    @property
    def text(self) -> str:
        return f"{self.name}: {self.row.response} {written(self.day)}"


@transaction.atomic
def accept_sign_ups(
    *, rows: Sequence[SignUpRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Take answers from practices, all of them or none.

    One answer for each practice, specification and element: a later day's takes the place of an
    earlier one, the same day's corrects it, an earlier day's changes nothing. A register given with
    an answer is a declared count. Practices that are not named keep the answers they have.
    A practice answers for itself until its date; later it asks, and the commissioner's team enters.
    `mistakes` are those found while reading the file.
    """
    change_facts()
    lookup = Lookup((row.practice_code for row in rows), mistakes)
    for practice in lookup.organisations.values():
        require(can_answer_sign_up(by, practice))
    answers = list(_found(rows, lookup, by))
    for answer in answers:
        rule = parsed(answer.version).sign_up
        require(can_answer_in_time(by, answer.practice, rule, today()))
    settled = Settled(
        answers, lookup.mistakes, one_a="practice, specification and element on the same day"
    )
    _one_register_each(answers, lookup.mistakes)
    registers = settled_registers(_registers(answers), Mistakes())
    lookup.mistakes.check()
    outcome = ImportOutcome()
    practices = lookup.organisations.values()
    on_record = {
        (sign_up.practice_id, sign_up.specification, sign_up.element): sign_up
        for sign_up in SignUp.objects.filter(practice__in=practices).select_related("practice")
    }
    answered = settled.differences(
        SignUp, on_record, outcome, day_of=lambda sign_up: sign_up.responded_on
    )
    for sign_up, became in answered.save():
        record(f"sign-up {became}", sign_up, by=by, response=sign_up.response)
    for count, became in register_differences(registers, practices, outcome).save():
        record(f"register count {became}", count, by=by, patients=count.patients)
    return outcome


def _found(rows: Sequence[SignUpRow], lookup: Lookup, by: User) -> Iterator[_Answer]:
    """The answers for each element, with mistakes noted for rows that name what is unknown."""
    for row in rows:
        mistakes_before = len(lookup.mistakes)
        if row.starts_on and row.ends_on and row.starts_on > row.ends_on:
            lookup.mistakes.add(
                row.line,
                "to",
                f"{row.ends_on} is before {row.starts_on}",
                "Write the last day on which the practice delivers",
            )
        practice = lookup.practice(row.line, row.practice_code)
        approved = lookup.specification(row.line, row.specification)
        if approved is None:
            continue
        version = approved.governing(row.responded_on)
        elements = [element.code for element in parsed(version).elements]
        if row.element and row.element not in elements:
            lookup.mistakes.add(
                row.line,
                "element",
                f"{row.specification} has no element “{row.element}”",
                f"Write one of: {', '.join(elements)}; or leave it blank for all of them",
            )
        elif practice is not None and len(lookup.mistakes) == mistakes_before:
            for element in [row.element] if row.element else elements:
                yield _Answer(row, practice, version, element, by)


def _one_register_each(answers: Sequence[_Answer], mistakes: Mistakes) -> None:
    """A practice declares one register for a specification: a file with two contradicts itself."""
    first: dict[tuple[int, str], _Answer] = {}
    lines: set[int | None] = set()
    for answer in answers:
        number = answer.row.register
        if number is None:
            continue
        first_answer = first.setdefault((answer.practice.pk, answer.row.specification), answer)
        if first_answer.row.register != number and answer.line not in lines:
            lines.add(answer.line)
            mistakes.add(
                answer.line,
                "register",
                f"{number} is another register than {first_answer.row.register} on line"
                f" {first_answer.line}",
                "Give one number for a practice and specification, for the whole year",
            )


def _registers(answers: Sequence[_Answer]) -> Iterator[RegisterStatement]:
    """The registers given with the answers, each as declared on the day of its answer.

    Also with an answer that a later one has replaced: a blank register does not clear it.
    """
    for answer in answers:
        if answer.row.register is not None:
            yield RegisterStatement(
                row=answer.row,
                practice=answer.practice,
                specification=answer.row.specification,
                counted_on=answer.day,
                patients=answer.row.register,
                kind=RegisterCount.Kind.DECLARED,
                source=f"sign-up form, {written(answer.day)}",
            )
