"""Queries about a payment line: what was said, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from payments.models import LineQuery, PaymentLine, QueryMessage
from payments.pages.words import ActionLink, line_href, sterling
from payments.policy.queries import can_answer_query, can_query_line, can_reply

State = LineQuery.State
TAGS = {
    State.OPEN: Tag("Open: waits for finance", "yellow"),
    State.ANSWERED: Tag("Answered", "blue"),
    State.CLOSED: Tag("Closed", "grey"),
}


def query_href(reference: str) -> str:
    """Where the queries about a line are."""
    return address("payments:line_query", reference=reference)


def query_tag(query: LineQuery) -> Tag:
    return TAGS[State(query.state)]


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One message."""

    kind: str
    by: str
    text: str

    @classmethod
    def of(cls, message: QueryMessage) -> Self:
        return cls(
            kind=message.get_kind_display(),
            by=f"{message.by}, {written(message.on)}",
            text=message.text,
        )


@dataclass(frozen=True, slots=True)
class Thread:
    """One query with everything that was said."""

    title: str
    tag: Tag
    said: tuple[ThreadMessage, ...]
    closed: str

    @classmethod
    def of(cls, query: LineQuery) -> Self:
        return cls(
            title=f"Query of {written(query.asked_on)}",
            tag=query_tag(query),
            said=tuple(ThreadMessage.of(message) for message in query.messages.all()),
            closed=f"Closed by {query.closed_by}, {written(query.closed_on)}"
            if query.closed_on
            else "",
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """What this person may say now about a line; where nothing, why not."""

    do: str = ""  # ask, answer or reply
    label: str = ""
    missing: str = ""
    button: str = ""
    closes: bool = False
    reason: str = ""

    @classmethod
    def of(cls, user: User, standing: LineQuery | None, line: PaymentLine | None) -> Self:
        """By the rules that the actions ask. `standing` is the query that is not closed."""
        if standing is None:
            if line is None:
                return cls(reason="This line was replaced when its draft was prepared again")
            if allowed := can_query_line(user, line.calculation.payee):
                return cls(
                    do="ask",
                    label="What do you want to ask about this line?",
                    missing="Enter what you want to ask about this line",
                    button="Send the query to finance",
                )
            return cls(reason=allowed.reason)
        if can_answer_query(user, standing):
            return cls("answer", "Your answer", "Enter your answer", "Send the answer")
        if allowed := can_reply(user, standing):
            return cls("reply", "Your reply", "Enter your reply", "Send the reply", closes=True)
        return cls(reason=allowed.reason)


@dataclass(frozen=True, slots=True)
class LineQueryPage:
    """Everything asked about one line, and the form for what comes next."""

    title: str
    payee: str
    amount: str
    line: ActionLink | None
    threads: tuple[Thread, ...]
    turn: Turn

    @classmethod
    def of(
        cls, reference: str, line: PaymentLine | None, queries: Sequence[LineQuery], turn: Turn
    ) -> Self:
        if line is not None:
            calculation = line.calculation
            payee, title = calculation.payee_name, f"{calculation.title}, {line.for_month:%B %Y}"
        else:
            payee, title = queries[0].payee.name, queries[0].title
        return cls(
            title=title,
            payee=in_words(payee),
            amount=sterling(line.amount) if line else "",
            line=ActionLink("The line and how it was reached", line_href(reference))
            if line
            else None,
            threads=tuple(Thread.of(query) for query in queries),
            turn=turn,
        )
