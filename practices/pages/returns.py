"""The page of one return: what is asked, how it stands, what was sent and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.specifications.schema import Question
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from practices.models import Chase, ReturnStep
from practices.policy.answers import can_judge_return
from practices.policy.conflicts import no_conflict
from practices.policy.returns import can_ask_back, can_judge_form, can_reopen, can_write_form
from practices.rules.questions import said
from practices.rules.return_requests import COLOURS, ReturnStanding, standing
from practices.selectors.groups import GroupFormRow
from practices.selectors.return_pages import Opened


@dataclass(frozen=True, slots=True)
class ReturnLink:
    text: str
    href: str
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    practice: str
    href: str
    tag: Tag
    confirmed: str


@dataclass(frozen=True, slots=True)
class ReturnPage:
    title: str
    caption: str
    tag: Tag
    about: list[SummaryRow]
    timing: str
    note: str
    links: list[ReturnLink]
    why_not: str
    answered: list[SummaryRow]
    answered_title: str
    rows: list[GroupRow]
    missing: str
    timeline: list[TimelineEvent]

    @classmethod
    def of(
        cls, return_: Opened, user: User, rows: Sequence[GroupFormRow], chases: Sequence[Chase]
    ) -> ReturnPage:
        now = stands(return_)
        sending = return_.last_sending
        return cls(
            title=return_.asked.title,
            caption=f"{return_.organisation.code} {in_words(return_.organisation.name)}",
            tag=Tag(now.value.capitalize(), COLOURS[now]),
            about=list(_about(return_)),
            timing=_timing(return_, now),
            note=return_.asked.asked.note,
            links=list(_links(return_, user)),
            why_not=_why_not(return_, user),
            answered=document(return_, sending) if sending else [],
            answered_title=_sent_title(sending) if sending else "",
            rows=[_row(return_, row) for row in rows],
            missing=_missing(return_, rows),
            timeline=timeline(return_, chases),
        )


def stands(return_: Opened) -> ReturnStanding:
    """How a return stands today; a row is received with its group's form too (D-16)."""
    fact = return_.fact or (None if return_.is_group else return_.group_fact)
    return standing(
        return_.asked,
        today(),
        status=return_.found.status if return_.found else "",
        received_on=fact.submitted_on if fact else None,
        is_met=fact.met if fact else None,
    )


def document(return_: Opened, sending: ReturnStep) -> list[SummaryRow]:
    """The answers of one sending, in words."""
    answers: Mapping[str, Any] = sending.answers or {}
    return answered(return_.questions(answers), answers, return_.files(answers))


def answered(
    questions: Sequence[Question], answers: Mapping[str, Any], files: Mapping[str, str]
) -> list[SummaryRow]:
    """Each question with its answer, in words; a file leads to the file."""
    rows = []
    for question in questions:
        value = answers.get(question.key)
        keys = value if question.answer == "file" and value else []
        words = said(question, value, files)
        href = address("attachment", key=keys[0]) if len(keys) == 1 else ""
        rows.append(SummaryRow(question.ask, words or "Not answered", href=href))
    return rows


def timeline(return_: Opened, chases: Sequence[Chase]) -> list[TimelineEvent]:
    """What happened to a return, the newest first."""
    happened = [(step.on, step.pk, _step(return_, step)) for step in return_.steps] + [
        (
            chase.chased_on,
            0,
            TimelineEvent(written(chase.chased_on), "Chased by e-mail", str(chase.chased_by)),
        )
        for chase in chases
    ]
    return [event for _, _, event in sorted(happened, key=lambda row: row[:2], reverse=True)]


def _step(return_: Opened, step: ReturnStep) -> TimelineEvent:
    href, what = "", step.get_kind_display()
    if step.number:
        href = address("practices:return_sent", form=return_.form, number=step.number)
        what = "Sent" if step.number == 1 else f"Sent again ({step.number})"
    return TimelineEvent(written(step.on), what, str(step.by), step.reason, href)


def _about(return_: Opened) -> list[SummaryRow]:
    due_return, fact = return_.asked, return_.fact
    due = written(due_return.due)
    if due_return.last != due_return.due:
        due += f", accepted late until {written(due_return.last)}"
    if due_return.asked.assumed:
        due += " (assumed: the documents name no day)"
    rows = [
        SummaryRow(
            "Specification",
            due_return.specification_title,
            href=address("specification", code=due_return.specification),
        ),
        SummaryRow("Version answered under", return_.questionnaire.version.version),
        SummaryRow("Due", due),
        SummaryRow("Asked by", due_return.asked.clause),
    ]
    if fact:
        rows.append(SummaryRow("Counts as received", written(fact.submitted_on)))
    elif return_.group_fact and not return_.is_group and return_.group:
        rows.append(
            SummaryRow(
                "Counts as received",
                f"{written(return_.group_fact.submitted_on)}, with the form of"
                f" {in_words(return_.group[0].name)}",
                href=address("practices:return", form=return_.group[1]),
            )
        )
    if fact and return_.last_sending is None:
        rows.append(SummaryRow("Document", "None here: it came on paper, by e-mail or by file"))
    if return_.found and return_.found.again_by:
        rows.append(SummaryRow("To be sent again by", written(return_.found.again_by)))
    if return_.found and return_.found.can_be_written:
        saved = f"{written(return_.found.saved_on)} by {return_.found.saved_by}"
        rows.append(SummaryRow("Draft last saved", saved))
    return rows


def _timing(return_: Opened, now: ReturnStanding) -> str:
    if now in (
        ReturnStanding.NOT_STARTED,
        ReturnStanding.DRAFT,
        ReturnStanding.MISSING,
        ReturnStanding.REOPENED,
    ):
        return return_.asked.timing(today())
    if now is ReturnStanding.AFTER:
        return "It came after the last date: it counts only if the CCG decides to accept it"
    return ""


def _links(return_: Opened, user: User) -> list[ReturnLink]:
    form, return_form = return_.form, return_.found
    links = []
    if can_write_form(user, return_.organisation, return_form):
        begun = return_form is not None and bool(return_form.answers)
        covered = return_.fact is not None and not begun
        if not covered:
            text = "Continue" if begun else "Start"
            links.append(
                ReturnLink(f"{text} the form", address("practices:return_answers", form=form))
            )
    free = no_conflict(user, return_.organisation)
    about = (user, return_.organisation, return_form)
    received = return_.fact is not None
    if can_judge_form(*about, received=received, sent_by=_sender(return_)):
        links.append(ReturnLink("Say what you found", address("practices:return_judge", form=form)))
    if can_reopen(*about, received=received):
        asked_back = return_form is not None and return_form.status == "asked back"
        text = "Answer the request" if asked_back else "Open it again"
        links.append(
            ReturnLink(
                text, address("practices:return_reopen", form=form), secondary=not asked_back
            )
        )
    by_practice = return_.questionnaire.by_practice
    if return_.asked.for_year_end and by_practice and can_judge_return(user) and free:
        links.append(
            ReturnLink(
                "Decide whether it counts",
                address("payments:return_decision", form=form),
                secondary=True,
            )
        )
    if can_ask_back(user, return_.organisation, return_form):
        links.append(
            ReturnLink(
                "Ask for it back", address("practices:return_ask_back", form=form), secondary=True
            )
        )
    if return_.last_sending:
        receipt = address("practices:return_sent", form=form, number=return_.last_sending.number)
        links.append(ReturnLink("See the receipt", receipt, secondary=True))
    return links


def _sender(return_: Opened) -> int | None:
    return return_.last_sending.by_id if return_.last_sending else None


def _why_not(return_: Opened, user: User) -> str:
    """Why somebody who sends for the organisation cannot write now, if they cannot."""
    decision = can_write_form(user, return_.organisation, return_.found)
    return "" if decision or return_.found is None else decision.reason


def _sent_title(sending: ReturnStep) -> str:
    return f"What was sent on {written(sending.on)}"


def _row(return_: Opened, row: GroupFormRow) -> GroupRow:
    fact = row.fact or return_.fact
    now = standing(
        return_.asked,
        today(),
        status=row.form.status if row.form else "",
        received_on=fact.submitted_on if fact else None,
        is_met=fact.met if fact else None,
    )
    confirmed = "With the network’s form" if fact and not row.fact else ""
    if row.fact:
        signed = (row.form.answers.get("signed-by") if row.form else "") or ""
        confirmed = f"{written(row.fact.submitted_on)}{f' by {signed}' if signed else ''}"
    return GroupRow(
        practice=f"{row.practice.code} {in_words(row.practice.name)}",
        href=address("practices:return", form=return_.asked.form_of(row.practice.code)),
        tag=Tag(now.value.capitalize(), COLOURS[now]),
        confirmed=confirmed or "Not yet",
    )


def _missing(return_: Opened, rows: Sequence[GroupFormRow]) -> str:
    """What a group's form still waits for, in words."""
    if not return_.is_group or return_.fact:
        return ""
    waits = [row.practice.code for row in rows if row.fact is None]
    parts = []
    if not (return_.found and return_.found.status == "sent"):
        parts.append("the director’s answer for the group")
    if waits:
        parts.append(f"the rows of {', '.join(waits)}")
    return f"It still waits for {' and '.join(parts)}" if parts else ""


def moment(step: ReturnStep) -> str:
    """When a step was taken, to the minute, as its receipt says it."""
    return f"{written(step.on)}, {localtime(step.at):%H:%M}"
