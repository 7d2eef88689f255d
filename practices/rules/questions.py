"""A return's questions: which are asked of whom, what is wrong with an answer, how it reads.

Pure: a form on a page, an action and a test are told the same. An answer is kept as it was typed
(text, a list of texts, or the three parts of a date), so that a draft can hold what is still wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.domain.patient_data import patient_data_in
from commissioning.domain.periods import written
from commissioning.specifications.schema import Question, RequiredReturn

Answers = Mapping[str, Any]

YES, NO, PLAN = "yes", "no", "plan"
WORDS = {YES: "Yes", NO: "No", PLAN: "No, with a plan"}
PLANNED = "yes, no, or no with a plan"
LINE = "line"  # one line of text: asked by us, never by a specification
ALONE, AS_A_ROW = "Alone, for this practice", "As a row of the network’s form"
SENT_HOW, SIGNATORY, ALSO_FOR = "sent-how", "signed-by", "also-for"
PLAN_OF = "plan-of-"
LONGEST = {"text": 10_000, LINE: 200}
ONE_LINE = 200  # of any other answer
LARGEST = 10_000_000  # of a number that is asked for
PARTS = ("day", "month", "year")

NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}")
PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")


def first_questions(
    return_: RequiredReturn, *, by_practice: bool, network: str = "", partners: Sequence[str] = ()
) -> list[Question]:
    """What is asked first. Of a form for a group, a practice is asked its row, the group the rest.

    `network` is the name of the practice's network, whose form its row can belong to (D-16);
    `partners` are the practices with which it can report jointly, each starting with its code.
    """
    if not return_.row_per_practice:
        questions = list(return_.questions)
    elif by_practice:
        questions = [question for question in return_.questions if not question.per_group]
        if network and return_.alone:
            questions.append(_sent_how(network))
    else:
        questions = [question for question in return_.questions if question.per_group]
    return [
        *questions,
        *_jointly(return_, partners),
        *_signatory(return_, by_practice=by_practice),
    ]


def _jointly(return_: RequiredReturn, partners: Sequence[str]) -> Iterator[Question]:
    """A report by quarter can be for a group; each practice of it is paid by itself (S3)."""
    if partners and return_.quarterly is not None:
        yield Question.model_construct(
            key=ALSO_FOR,
            ask="Which of your partner practices is this report also for?",
            answer="any of",
            hint="Each of them then counts as having sent it. Choose none if it is yours alone.",
            required=False,
            choices=tuple(partners),
        )


def also_for(answers: Answers) -> list[str]:
    """The codes of the practices that a report is also for."""
    return [str(partner).split(" ", maxsplit=1)[0] for partner in answers.get(ALSO_FOR) or []]


def _sent_how(network: str) -> Question:
    return Question.model_construct(
        key=SENT_HOW,
        ask="How do you send this?",
        answer="one of",
        hint=f"The director of {network} answers for the network as a whole. Sent alone, you answer"
        " that question for your practice.",
        choices=(AS_A_ROW, ALONE),
    )


def _signatory(return_: RequiredReturn, *, by_practice: bool) -> Iterator[Question]:
    if return_.signed_by:
        lead = by_practice and return_.row_per_practice
        who = "the practice’s identified lead" if lead else "the person who confirms this"
        yield Question.model_construct(
            key=SIGNATORY,
            ask=f"Name of {who}",
            answer=LINE,
            hint="By sending this, the person named here confirms the answers above.",
        )


def further_questions(
    return_: RequiredReturn, answers: Answers, *, by_practice: bool, network: str = ""
) -> list[Question]:
    """What the first answers give rise to: the plans, and the group's question if sent alone."""
    first = first_questions(return_, by_practice=by_practice, network=network)
    group: list[Question] = []
    if return_.row_per_practice and by_practice and is_alone(return_, answers, network=network):
        group = [question for question in return_.questions if question.per_group]
    return [
        *(_plan(question) for question in first if answers.get(question.key) == PLAN),
        *(
            part
            for question in group
            for part in (
                question,
                *([_plan(question)] if answers.get(question.key) == PLAN else []),
            )
        ),
    ]


def is_alone(return_: RequiredReturn, answers: Answers, *, network: str) -> bool:
    """Say whether a practice sends its row of a group's form by itself."""
    return not network or (return_.alone and answers.get(SENT_HOW) == ALONE)


def _plan(question: Question) -> Question:
    return Question.model_construct(
        key=f"{PLAN_OF}{question.key}",
        ask=f"What is the plan, and by when? {question.ask}",
        answer="text",
        hint="You answered “No, with a plan”. Write about the service, never about a patient.",
    )


def all_questions(
    return_: RequiredReturn,
    answers: Answers,
    *,
    by_practice: bool,
    network: str = "",
    partners: Sequence[str] = (),
) -> list[Question]:
    """Every question that stands, with these answers; each plan follows what it is a plan for."""
    first = first_questions(return_, by_practice=by_practice, network=network, partners=partners)
    further = further_questions(return_, answers, by_practice=by_practice, network=network)
    plans = {plan.key: plan for plan in further if plan.key.startswith(PLAN_OF)}
    questions: list[Question] = []
    for question in [*first, *(follow_up for follow_up in further if follow_up.key not in plans)]:
        questions += [question, *filter(None, [plans.get(f"{PLAN_OF}{question.key}")])]
    return questions


def tidy(question: Question, value: Any) -> Any:
    """An answer as it can be kept: no character that a database refuses, no end of spaces."""
    if question.answer == "day":
        parts = value if isinstance(value, Mapping) else {}
        return {part: _text(parts.get(part))[:ONE_LINE] for part in PARTS}
    if question.answer in ("any of", "file"):
        listed = value if isinstance(value, list | tuple) else []
        return [_text(entry) for entry in listed][:100]
    return _text(value)


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else ""
    text = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return text.replace("\r\n", "\n").strip()


def is_blank(question: Question, value: Any) -> bool:
    if question.answer == "day":
        return not any((value or {}).values())
    return not value


def cannot_be_kept(question: Question, value: Any) -> str:
    """Why not even a draft may hold an answer: it is too long, or looks like patient data."""
    longest = LONGEST.get(question.answer, ONE_LINE)
    for text in _texts(value):
        if len(text) > longest:
            return f"{name(question)} must be {longest:,} characters or fewer: it has {len(text):,}"
        if finding := patient_data_in(text):
            return f"{name(question)} {finding}"
    return ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [str(part) for part in value.values()]
    return (
        [str(entry) for entry in value] if isinstance(value, list | tuple) else [str(value or "")]
    )


def name(question: Question) -> str:
    return f"Your answer to “{question.ask}”"


def wrong_with(question: Question, value: Any) -> str:
    """What is wrong with an answer that is to be sent, or nothing."""
    if is_blank(question, value):
        return _missing(question) if question.required else ""
    return cannot_be_kept(question, value) or _wrong(question, value)


def _missing(question: Question) -> str:
    match question.answer:
        case "text" | "number" | "percent" | "line" | "day":
            return f"Enter an answer to “{question.ask}”"
        case "file":
            return f"Choose a file for “{question.ask}”"
        case _:
            return f"Choose an answer to “{question.ask}”"


def _wrong(question: Question, value: Any) -> str:
    kind = question.answer
    if kind == "number" and not _is_number(value):
        return f"{name(question)} must be a whole number, like 150"
    if kind == "percent" and not _is_percent(value):
        return f"{name(question)} must be a percentage from 0 to 100, like 62.5"
    if kind == "day" and _day(value) is None:
        return f"{name(question)} must be a real date, like 31 3 2021"
    chosen = value if isinstance(value, list) else [value]
    if options(question) and not set(chosen) <= options(question).keys():
        return _missing(question)
    return ""


def _is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and int(text.replace(",", "")) <= LARGEST


def _is_percent(text: str) -> bool:
    share = text.removesuffix("%").strip()
    return bool(PERCENT.fullmatch(share)) and Decimal(share) <= 100  # noqa: PLR2004


def options(question: Question) -> dict[str, str]:
    """The answers that can be chosen, each with its words; none where an answer is typed."""
    match question.answer:
        case "yes or no":
            return {key: WORDS[key] for key in (YES, NO)}
        case "yes, no, or no with a plan":
            return dict(WORDS)
        case "one of" | "any of":
            return {choice: choice for choice in question.choices}
        case _:
            return {}


def _day(parts: Mapping[str, str]) -> date | None:
    texts = [str(parts.get(part, "")) for part in reversed(PARTS)]
    if not all(text.isascii() and text.isdigit() for text in texts):
        return None
    try:
        return date(*(int(text) for text in texts))
    except (ValueError, OverflowError):
        return None


def said(question: Question, value: Any, files: Mapping[str, str] | None = None) -> str:
    """An answer in words, as it is read; `files` gives the names of files by their keys."""
    if is_blank(question, value):
        return ""
    kind = question.answer
    if kind == "day":
        day = _day(value)
        return written(day) if day else " ".join(_texts(value))
    if isinstance(value, list):
        names = files or {}
        return ", ".join(names.get(entry, "a file") if kind == "file" else entry for entry in value)
    if kind == "percent" and _is_percent(value):
        return f"{value.removesuffix('%').strip()}%"
    if kind == "number" and _is_number(value):
        return f"{int(value.replace(',', '')):,}"
    return options(question).get(value, str(value))


def kept(questions: Sequence[Question], answers: Answers) -> dict[str, Any]:
    """Only the answers to these questions, tidied; what no question asks for is left out."""
    return {question.key: tidy(question, answers.get(question.key)) for question in questions}


def unanswered(question: Question) -> Question:
    """The same question where it need not be answered."""
    return question.model_copy(update={"required": False})
