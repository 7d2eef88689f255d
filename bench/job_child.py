"""One step of the bench of jobs in a fresh process, on the database that DATABASE_URL names."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import england, weeks  # noqa: E402
from bench.stopwatch import Times, peak_memory  # noqa: E402
from commissioning.accounts.console import person  # noqa: E402
from commissioning.clock import as_if_today  # noqa: E402
from commissioning.domain.periods import Month  # noqa: E402
from commissioning.domain.working_days import working_days_from  # noqa: E402
from commissioning.models import Organisation, Role, RoleMembership, User  # noqa: E402
from commissioning.web import pdf  # noqa: E402
from payments.actions.runs import approve_run, prepare_run  # noqa: E402
from payments.exports.statement_print import statement_pdf, statements_of  # noqa: E402
from payments.models import PaymentRun  # noqa: E402
from payments.selectors.exports import payee_totals  # noqa: E402
from practices.models import SignUp  # noqa: E402
from reporting.actions.messages import write_messages  # noqa: E402
from reporting.actions.sitreps import draft_sitrep  # noqa: E402
from reporting.rules.reminders import moment_on, planned  # noqa: E402
from reporting.rules.sitreps import counted  # noqa: E402
from reporting.selectors.deadlines import deadlines  # noqa: E402
from reporting.selectors.exceptions import aligned_by  # noqa: E402
from reporting.selectors.owing import Owing  # noqa: E402
from reporting.selectors.sitrep_facts import known_of  # noqa: E402
from reporting.selectors.sitreps import keys_of  # noqa: E402


def fill(homes: int, practices: int) -> None:
    weeks.fill(homes, practices)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def sitrep(rounds: int) -> dict[str, Any]:
    """Counting a week of all homes, storing it, and the statement, turn by turn."""
    by = User.objects.get(email="reads@nhs.example")
    ours, whole, statement = Times(), Times(), Times()
    with as_if_today(weeks.FRIDAY):
        draft = draft_sitrep(week=weeks.LAST, by=by)  # raises what the record shows, once
        keys = keys_of(draft)
        disagreeing = 0
        for _ in range(rounds):
            found = ours.of(
                lambda: counted(
                    keys,
                    known_of(weeks.LAST, draft.scope_on, "02X", keys, aligned_by(weeks.LAST)).facts,
                ).by_network()
            )
            theirs = statement.of(lambda: weeks.counts_of_the_statement(keys))
            mine = {
                (question, network): figure
                for question, figures in found.items()
                for network, figure in figures.items()
            }
            disagreeing += sum(mine.get(key) != figure for key, figure in theirs.items())
            disagreeing += len(mine.keys() ^ theirs.keys())
            whole.of(lambda: draft_sitrep(week=weeks.LAST, by=by))
    return {
        "homes": draft.totals["homes"],
        "exceptions": draft.totals["with exceptions"],
        "disagreeing": disagreeing,
        "counting": ours.seconds,
        "whole": whole.seconds,
        "statement": statement.seconds,
        "memory": peak_memory(),
    }


def run(practices: int) -> None:
    """Practices with an approved run, whose statements are made."""
    people = england.fill(practices)
    made = prepare_run(month=Month.parse("2020-06"), by=people.prepares)
    approve_run(run=made, by=people.approves)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def statements(first: int, last: int) -> dict[str, Any]:
    """The statements of some payees, beside bare WeasyPrint on the same HTML and style."""
    found = PaymentRun.objects.get()
    codes = {each.payee_code for each in list(payee_totals(found))[first:last]}
    ours, bare = Times(), Times()
    kept: list[str] = []

    def keeping(template: str, context: dict[str, Any]) -> str:
        kept.append(render_to_string(template, context))
        return kept[-1]

    made = list(statements_of(found, payees=codes))
    pdf.render_to_string = keeping  # what is printed, kept for the peer
    for each in made[:1]:
        statement_pdf(each)  # fonts and style are read once
    kept.clear()
    ours.of(lambda: [statement_pdf(each) for each in statements_of(found, payees=codes)])
    press, style, fetcher = pdf._press(), pdf._style(), pdf._fetcher()  # noqa: SLF001
    bare.of(
        lambda: [
            press.HTML(string=text, base_url=pdf.OURS, url_fetcher=fetcher).write_pdf(
                stylesheets=[style], pdf_variant="pdf/ua-1"
            )
            for text in kept
        ]
    )
    return {
        "statements": len(kept),
        "ours": ours.seconds,
        "bare": bare.seconds,
        "memory": peak_memory(),
    }


def reminders(practices: int) -> dict[str, Any]:
    """A day on which every practice that has not answered is reminded, written whole."""
    england.fill(practices)
    england.in_networks(weeks.NETWORK_OF)
    SignUp.objects.all().delete()
    people = list(Organisation.objects.filter(kind="practice").order_by("pk"))
    made = User.objects.bulk_create(
        [User(email=f"p{each.pk}@nhs.example", name=each.code) for each in people]
    )
    RoleMembership.objects.bulk_create(
        RoleMembership(
            person=one,
            role=Role.PRACTICE,
            organisation=each,
            starts_on=weeks.SINCE.replace(year=2016),
        )
        for one, each in zip(made, people, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    whole, pure = Times(), Times()
    day = date(2020, 5, 22)  # seven days before the answer is due
    with as_if_today(day):
        every, owing = deadlines(day), Owing(day)
        now = [each for each in every if moment_on(each, day, working_days_from)]
        owners = owing.of_all(now)
        plan = pure.of(lambda: planned(now, owners, {}, day, working_days_from))
        with CaptureQueriesContext(connection) as asked:
            written = whole.of(lambda: write_messages(by=person(None)))
    return {
        "practices": practices,
        "planned": len(plan),
        "written": written.reminders + written.digests,
        "queries": len(asked),
        "pure": pure.seconds,
        "whole": whole.seconds,
        "memory": peak_memory(),
    }


if __name__ == "__main__":
    step, *numbers = sys.argv[1:]
    said = {
        "fill": fill,
        "sitrep": sitrep,
        "run": run,
        "statements": statements,
        "reminders": reminders,
    }[step](*map(int, numbers))
    if said is not None:
        sys.stdout.write(json.dumps(said))
