"""What finance has to do each month, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.models import Role, User
from commissioning.policy.roles import holds
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from payments.models import PaymentRun
from payments.policy.recoveries import plans_recoveries
from payments.policy.runs import prepares_payments
from payments.policy.sent_payments import keeps_confirmations
from payments.selectors.reallocations import proposals_waiting
from payments.selectors.recoveries import plans_waiting
from payments.selectors.sent_payments import approved_and_not_sent, counted_not_paid
from payments.selectors.settlements import decided_at
from practices.policy.conflicts import no_conflict

FIRST_TO_DECIDE = 4  # April
LAST_YEAR = 3  # months back from April or May lies the year that ended
MOST_NAMED = 3  # runs that wait to be sent; the page has them all


def runs_to_do(user: User, on: date) -> Iterable[ToDo]:
    """Prepare the month's run, or approve what another person prepared: by the month's end."""
    if not prepares_payments(user):
        return
    last = PaymentRun.objects.defer("changes").order_by("-month", "-supplement").first()
    if last is None:
        return
    month = Month.of(last.month)
    here = address("payments:run", code=last.code)
    if last.is_approved:
        following = month.plus(1)
        if following.first <= on:
            yield ToDo(
                title=f"Prepare the run of {following.name}",
                href=address("payments:run_prepare"),
                due=following.last,
            )
    elif last.prepared_by_id == user.pk:
        yield ToDo(
            title=f"{last} waits for another person of finance to approve it",
            href=here,
            due=month.last,
            waiting=True,
        )
    else:
        yield ToDo(
            title=f"Check and approve {last}",
            href=address("payments:run_approve", code=last.code),
            due=month.last,
        )


def payer_to_do(user: User, on: date) -> Iterable[ToDo]:
    """Send what is approved, bring in the payer's answers, and follow up what was rejected."""
    if not keeps_confirmations(user):
        return
    for run in approved_and_not_sent()[:MOST_NAMED]:
        month = Month.of(run.month)
        due = month.last if month.last >= on else None
        yield ToDo(
            title=f"Send {run} to the payer",
            href=address("payments:run_send", code=run.code),
            due=due,
        )
    counts = counted_not_paid()
    if number := counts["rejected"]:
        yield ToDo(
            title="Follow up what the payer rejected",
            href=address("payments:not_paid", query={"state": "rejected"}),
            note=counted(number, "line"),
        )
    if number := counts["waiting"]:
        yield ToDo(
            title="The payer has not answered for every line",
            href=address("payments:confirmations"),
            note=counted(number, "line"),
            waiting=True,
        )


def second_person_to_do(user: User, on: date) -> Iterable[ToDo]:  # noqa: ARG001  (as every source)
    """Plans and reallocations that somebody proposed: another person approves them."""
    if plans_recoveries(user):
        for plan in plans_waiting():
            own = plan.proposed_by_id == user.pk or not no_conflict(user, plan.payee)
            page = "payments:plan" if own else "payments:plan_approve"
            yield ToDo(
                title=f"{'Plan' if own else 'Approve the plan'} to pay back {plan.amount:,} pounds",
                href=address(page, number=plan.pk),
                due=plan.starts_on,
                organisation=plan.payee.code,
                note=in_words(plan.payee.name),
                waiting=own,
            )
    if holds(user, Role.FINANCE, Role.PRIMARY_CARE):
        for proposal in proposals_waiting():
            own = proposal.proposed_by_id == user.pk or not no_conflict(user, proposal.freed_by)
            page = "payments:reallocation" if own else "payments:reallocation_approve"
            yield ToDo(
                title="Reallocation waits for approval" if own else "Approve a reallocation",
                href=address(page, number=proposal.pk),
                organisation=proposal.freed_by.code,
                note=f"{proposal.amount:,} pounds set free by {in_words(proposal.freed_by.name)}",
                waiting=own,
            )


DECIDED_BY = (5, 31)  # S0 names no day; S3 pays by 31 May


def year_end_to_do(user: User, on: date) -> Iterable[ToDo]:
    """In April and May the commissioner decides the payments of the year that ended."""
    if not holds(user, Role.PRIMARY_CARE) or not FIRST_TO_DECIDE <= on.month <= DECIDED_BY[0]:
        return
    year = Month.of(on).plus(-LAST_YEAR).financial_year
    number = decided_at(year)
    yield ToDo(
        title=f"Decide the year-end payments of {year}",
        href=address("payments:year_end", year=year, query={"state": "undecided"}),
        due=date(on.year, *DECIDED_BY),
        note=f"{number:,} decided so far",
    )
