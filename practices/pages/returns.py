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
from commissioning.pages import Happened, SummaryRow, Tag
from commissioning.specifications.types import Question
from practices.models import Chase, ReturnStep
from practices.policy import can_judge_return
from practices.policy.conflicts import no_conflict
from practices.policy.returns import can_ask_back, can_judge_form, can_reopen, can_write_form
from practices.rules.asked import COLOURS, Standing, standing
from practices.rules.questions import said
from practices.selectors.groups import Row
from practices.selectors.return_pages import Opened


@dataclass(frozen=True, slots=True)
class Link:
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
    links: list[Link]
    why_not: str
    answered: list[SummaryRow]
    answered_title: str
    rows: list[GroupRow]
    missing: str
    timeline: list[Happened]

    @classmethod
    def of(
        cls, shown: Opened, user: User, rows: Sequence[Row], chases: Sequence[Chase]
    ) -> ReturnPage:
        now = stands(shown)
        sending = shown.last_sending
        return cls(
            title=shown.asked.title,
            caption=f"{shown.organisation.code} {in_words(shown.organisation.name)}",
            tag=Tag(now.value.capitalize(), COLOURS[now]),
            about=list(_about(shown)),
            timing=_timing(shown, now),
            note=shown.asked.asked.note,
            links=list(_links(shown, user)),
            why_not=_why_not(shown, user),
            answered=document(shown, sending) if sending else [],
            answered_title=_sent_title(sending) if sending else "",
            rows=[_row(shown, each) for each in rows],
            missing=_missing(shown, rows),
            timeline=timeline(shown, chases),
        )


def stands(shown: Opened) -> Standing:
    """How a return stands today; a row is received with its group's form too (D-16)."""
    fact = shown.fact or (None if shown.is_group else shown.group_fact)
    return standing(
        shown.asked,
        today(),
        status=shown.found.status if shown.found else "",
        received_on=fact.submitted_on if fact else None,
        met=fact.met if fact else None,
    )


def document(shown: Opened, sending: ReturnStep) -> list[SummaryRow]:
    """The answers of one sending, in words."""
    answers: Mapping[str, Any] = sending.answers or {}
    return answered(shown.questions(answers), answers, shown.files(answers))


def answered(
    questions: Sequence[Question], answers: Mapping[str, Any], files: Mapping[str, str]
) -> list[SummaryRow]:
    """Each question with its answer, in words; a file leads to the file."""
    rows = []
    for each in questions:
        value = answers.get(each.key)
        keys = value if each.answer == "file" and value else []
        words = said(each, value, files)
        href = f"/files/{keys[0]}/" if len(keys) == 1 else ""
        rows.append(SummaryRow(each.ask, words or "Not answered", href=href))
    return rows


def timeline(shown: Opened, chases: Sequence[Chase]) -> list[Happened]:
    """What happened to a return, the newest first."""
    happened = [(each.on, each.pk, _step(shown, each)) for each in shown.steps] + [
        (
            each.chased_on,
            0,
            Happened(written(each.chased_on), "Chased by e-mail", str(each.chased_by)),
        )
        for each in chases
    ]
    return [each for _, _, each in sorted(happened, key=lambda each: each[:2], reverse=True)]


def _step(shown: Opened, step: ReturnStep) -> Happened:
    href, what = "", step.get_kind_display()
    if step.number:
        href = f"{shown.form.href}sent/{step.number}/"
        what = "Sent" if step.number == 1 else f"Sent again ({step.number})"
    return Happened(written(step.on), what, str(step.by), step.reason, href)


def _about(shown: Opened) -> list[SummaryRow]:
    asked, fact = shown.asked, shown.fact
    due = written(asked.due)
    if asked.last != asked.due:
        due += f", accepted late until {written(asked.last)}"
    if asked.asked.due_assumed:
        due += " (assumed: the documents name no day)"
    rows = [
        SummaryRow(
            "Specification",
            asked.specification_title,
            href=f"/specifications/{asked.specification}/",
        ),
        SummaryRow("Version answered under", shown.questionnaire.version.version),
        SummaryRow("Due", due),
        SummaryRow("Asked by", asked.asked.clause),
    ]
    if fact:
        rows.append(SummaryRow("Counts as received", written(fact.submitted_on)))
    elif shown.group_fact and not shown.is_group and shown.group:
        rows.append(
            SummaryRow(
                "Counts as received",
                f"{written(shown.group_fact.submitted_on)}, with the form of"
                f" {in_words(shown.group[0].name)}",
                href=shown.group[1].href,
            )
        )
    if fact and shown.last_sending is None:
        rows.append(SummaryRow("Document", "None here: it came on paper, by e-mail or by file"))
    if shown.found and shown.found.again_by:
        rows.append(SummaryRow("To be sent again by", written(shown.found.again_by)))
    if shown.found and shown.found.can_be_written:
        saved = f"{written(shown.found.saved_on)} by {shown.found.saved_by}"
        rows.append(SummaryRow("Draft last saved", saved))
    return rows


def _timing(shown: Opened, now: Standing) -> str:
    if now in (Standing.NOT_STARTED, Standing.DRAFT, Standing.MISSING, Standing.REOPENED):
        return shown.asked.timing(today())
    if now is Standing.AFTER:
        return "It came after the last date: it counts only if the CCG decides to accept it"
    return ""


def _links(shown: Opened, user: User) -> list[Link]:
    href, found = shown.form.href, shown.found
    links = []
    if can_write_form(user, shown.organisation, found):
        begun = found is not None and bool(found.answers)
        covered = shown.fact is not None and not begun
        if not covered:
            text = "Continue" if begun else "Start"
            links.append(Link(f"{text} the form", f"{href}answers/"))
    free = no_conflict(user, shown.organisation)
    about = (user, shown.organisation, found)
    received = shown.fact is not None
    if can_judge_form(*about, received=received, sent_by=_sender(shown)):
        links.append(Link("Say what you found", f"{href}judge/"))
    if can_reopen(*about, received=received):
        asked_back = found is not None and found.status == "asked back"
        text = "Answer the request" if asked_back else "Open it again"
        links.append(Link(text, f"{href}reopen/", secondary=not asked_back))
    by_practice = shown.questionnaire.by_practice
    if shown.asked.for_year_end and by_practice and can_judge_return(user) and free:
        links.append(Link("Decide whether it counts", f"{href}decision/", secondary=True))
    if can_ask_back(user, shown.organisation, found):
        links.append(Link("Ask for it back", f"{href}ask-back/", secondary=True))
    if shown.last_sending:
        receipt = f"{href}sent/{shown.last_sending.number}/"
        links.append(Link("See the receipt", receipt, secondary=True))
    return links


def _sender(shown: Opened) -> int | None:
    return shown.last_sending.by_id if shown.last_sending else None


def _why_not(shown: Opened, user: User) -> str:
    """Why somebody who sends for the organisation cannot write now, if they cannot."""
    decision = can_write_form(user, shown.organisation, shown.found)
    return "" if decision or shown.found is None else decision.reason


def _sent_title(sending: ReturnStep) -> str:
    return f"What was sent on {written(sending.on)}"


def _row(shown: Opened, row: Row) -> GroupRow:
    fact = row.fact or shown.fact
    now = standing(
        shown.asked,
        today(),
        status=row.form.status if row.form else "",
        received_on=fact.submitted_on if fact else None,
        met=fact.met if fact else None,
    )
    confirmed = "With the network’s form" if fact and not row.fact else ""
    if row.fact:
        signed = (row.form.answers.get("signed-by") if row.form else "") or ""
        confirmed = f"{written(row.fact.submitted_on)}{f' by {signed}' if signed else ''}"
    return GroupRow(
        practice=f"{row.practice.code} {in_words(row.practice.name)}",
        href=shown.asked.form_of(row.practice.code).href,
        tag=Tag(now.value.capitalize(), COLOURS[now]),
        confirmed=confirmed or "Not yet",
    )


def _missing(shown: Opened, rows: Sequence[Row]) -> str:
    """What a group's form still waits for, in words."""
    if not shown.is_group or shown.fact:
        return ""
    waits = [each.practice.code for each in rows if each.fact is None]
    parts = []
    if not (shown.found and shown.found.status == "sent"):
        parts.append("the director’s answer for the group")
    if waits:
        parts.append(f"the rows of {', '.join(waits)}")
    return f"It still waits for {' and '.join(parts)}" if parts else ""


def moment(step: ReturnStep) -> str:
    """When a step was taken, to the minute, as its receipt says it."""
    return f"{written(step.on)}, {localtime(step.at):%H:%M}"
