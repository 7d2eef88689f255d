"""A year told in days: the clock moves day by day, and jobs run as beat would have them run.

From the first day of April 2020 to the settlement at the end of April 2021. At the dates of the
contract the mailbox and the ledger are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from carehomes.models import CareHome
from commissioning.jobs.run import do
from commissioning.models import Job, Organisation, Role
from commissioning.specifications.publishing.actions import Minuted
from payments.models import PaymentLine
from practices.models import RegisterCount, Return
from reporting.actions.exceptions import ExceptionDetails, raise_exception, report_nothing
from reporting.actions.sitreps import sign_sitrep
from reporting.models import HomeException, Message, Sitrep
from reporting.rules.sitreps import exceptions_among
from reporting.selectors.sitrep_hash import hash_of
from reporting.tasks import ask_for_what_is_due
from tests.factories.teams import Team, acting
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2020, 4, 1), date(2021, 4, 30)
MONDAY, FRIDAY = 0, 4
WHOLE_YEAR, ACHIEVEMENT = Decimal("25386.66"), Decimal("10849.46")  # DOMAIN 4.1, a list of 7,423
PREMIUM = Decimal("255.00")  # 34 beds at £7.50
ROUND = "proactive-care"


def days() -> Iterator[date]:
    for number in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=number)


def work() -> None:
    """What beat asks for at half past five, done at once."""
    ask_for_what_is_due()
    ask_for_what_is_due()  # a second beat by mistake
    while waiting := list(Job.objects.filter(state=Job.State.QUEUED).order_by("asked_at")):
        for each in waiting:
            do(each.pk)


def told(deadline: str, until: date, since: date = FIRST) -> set[str]:
    """Who was reminded of a deadline between two days, by the name in the address."""
    found = Message.objects.filter(deadline=deadline, written_on__range=(since, until))
    return {each.split("@")[0] for each in found.values_list("address", flat=True)}


def paid(organisation: Organisation, term: str, run: str = "") -> Decimal:
    """What approved runs paid an organisation for a term, or one run did."""
    lines = PaymentLine.objects.filter(
        calculation__payee=organisation,
        calculation__term=term,
        calculation__run__status="approved",
    )
    if run:
        lines = lines.filter(calculation__run__month=f"{run}-01")
    return sum((each.amount for each in lines), start=Decimal("0.00"))


def sends(practice: Organisation, code: str, day: date) -> None:
    Return.objects.create(
        organisation=practice, specification=ROUND, code=code, submitted_on=day, met=True
    )


def counts(practice: Organisation, day: date) -> None:
    RegisterCount.objects.create(
        practice=practice,
        specification=ROUND,
        counted_on=day,
        patients=150,
        kind=RegisterCount.Kind.AUDIT,
    )


def signs_the_sitrep(team: Team, day: date) -> None:
    draft = Sitrep.objects.filter(state=Sitrep.State.DRAFT).order_by("week").first()
    if draft is not None and day.weekday() == FRIDAY:
        finding = "exceptions" if exceptions_among(draft.totals["questions"]) else "full"
        sign_sitrep(sitrep=draft, finding=finding, by=team.ccg)


@dataclass(frozen=True)
class World:
    """Whom the year is about: two practices of one network, a home, and the CCG."""

    year: Year
    team: Team
    home: CareHome

    @property
    def own(self) -> Organisation:
        return self.team.own

    @property
    def second(self) -> Organisation:
        return self.team.second


def world() -> World:
    year = Year(specifications=())
    for code in (ROUND, "enhanced-health-in-care-homes"):
        year.publishes(code, minuted=Minuted("Committee", date(2020, 3, 31), "7"))
    team = Team(year)
    acting("quinn@nhs.example", Role.DATA_QUALITY)
    home = team.home()
    team.live(home, team.own, 12, on=FIRST)
    team.live(home, team.second, 3, on=FIRST)
    return World(year, team, home)


def at_29_may(_: World) -> None:
    """Sign-up: whoever answered is not reminded any more, whoever did not is."""
    assert "hal" in told("sign-up", date(2020, 5, 29))
    assert "gita" not in told("sign-up", date(2020, 5, 29), since=date(2020, 5, 23))


def at_1_june(_: World) -> None:
    """Leads and medicines needs are due, and nobody named a lead."""
    assert "gita" in told("clinical-leads", date(2020, 6, 1))  # of the practice with most residents
    assert {"gita", "hal"} <= told("medicines-needs", date(2020, 6, 1))
    assert HomeException.objects.filter(question="clinical-lead", source="record").exists()


def at_30_june(told_of: World) -> None:
    """June was held for who never answered, and paid to who did."""
    assert paid(told_of.own, "aspiration", "2020-06") == Decimal("2115.56")
    assert paid(told_of.second, "aspiration", "2020-06") == Decimal("0.00")
    assert paid(told_of.second, "aspiration") == Decimal("4231.11")  # April and May, all the same


def at_31_july(_: World) -> None:
    """The review point: networks and the CCG are reminded."""
    assert "ivy" in told("alignment", date(2020, 7, 31))
    assert "ivy" in told("pcn-plan", date(2020, 7, 31))
    assert {"amal", "beth"} <= told("review", date(2020, 7, 31))


def at_31_august(told_of: World) -> None:
    """The first premium, beside the practice's instalment (D-29)."""
    assert paid(told_of.team.network, "premium", "2020-08") == PREMIUM
    assert paid(told_of.own, "aspiration", "2020-08") == Decimal("2115.56")


def at_30_september(told_of: World) -> None:
    """The late answer's months came together; the sitrep went on, on the national model."""
    assert paid(told_of.second, "aspiration") == Decimal("12693.33")
    assert "ivy" in told("care-plans", date(2020, 9, 30))
    september = Sitrep.objects.filter(week__range=(date(2020, 9, 7), date(2020, 9, 28)))
    assert {each.version.code for each in september} == {"enhanced-health-in-care-homes"}


def at_1_october(_: World) -> None:
    assert "ivy" in told("gateway", date(2020, 10, 1))


def at_2_november(_: World) -> None:
    """Past the long stop it went on to the CCG as well."""
    ccg = Message.objects.filter(deadline="gateway", kind=Message.Kind.CCG)
    assert ccg.filter(written_on__gt=date(2020, 10, 1)).exists()


def at_4_january(_: World) -> None:
    assert "quinn" in told("audit-q3", date(2021, 1, 4))


def at_26_february(_: World) -> None:
    """The evaluation: only who has not sent it is reminded at the end."""
    assert "hal" in told("evaluation", date(2021, 2, 26))
    assert "gita" not in told("evaluation", LAST, since=date(2021, 2, 21))


def at_31_march(told_of: World) -> None:
    """Every practice has its whole aspiration, to the penny; and eight premiums."""
    assert paid(told_of.own, "aspiration") == paid(told_of.second, "aspiration") == WHOLE_YEAR
    assert paid(told_of.team.network, "premium") == 8 * PREMIUM
    assert paid(told_of.own, "achievement") == 0


def at_5_april(_: World) -> None:
    assert "quinn" in told("audit-q4", date(2021, 4, 5))


def at_30_april(told_of: World) -> None:
    """The settlement: achievement to who met every condition, nothing to who did not."""
    assert paid(told_of.own, "achievement", "2021-04") == ACHIEVEMENT
    assert paid(told_of.second, "achievement") == 0


CHECKS: dict[date, Callable[[World], None]] = {
    date(2020, 5, 29): at_29_may,
    date(2020, 6, 1): at_1_june,
    date(2020, 6, 30): at_30_june,
    date(2020, 7, 31): at_31_july,
    date(2020, 8, 31): at_31_august,
    date(2020, 9, 30): at_30_september,
    date(2020, 10, 1): at_1_october,
    date(2020, 11, 2): at_2_november,
    date(2021, 1, 4): at_4_january,
    date(2021, 2, 26): at_26_february,
    date(2021, 3, 31): at_31_march,
    date(2021, 4, 5): at_5_april,
    date(2021, 4, 30): at_30_april,
}


def test_a_year_told_in_days(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = None
    with time_machine.travel(datetime(2020, 4, 1, 9, tzinfo=LONDON), tick=False):
        told_of = world()
    year, team, home, own = told_of.year, told_of.team, told_of.home, told_of.own
    looked: set[date] = set()

    deeds: dict[date, Callable[[], object]] = {
        date(2020, 5, 22): lambda: (year.signs(own), year.signs(team.away)),
        date(2020, 6, 9): lambda: raise_exception(
            home=home,
            practice=own,
            details=ExceptionDetails("weekly-check-in", "Nobody held it", date(2020, 6, 8)),
            by=team.manager,
        ),
        date(2020, 9, 11): lambda: year.signs(told_of.second, on=date(2020, 9, 11)),
        date(2020, 9, 20): lambda: sends(own, "gateway", date(2020, 9, 20)),
        date(2021, 1, 4): lambda: counts(own, date(2021, 1, 4)),
        date(2021, 2, 20): lambda: sends(own, "evaluation", date(2021, 2, 20)),
        date(2021, 4, 5): lambda: counts(own, date(2021, 4, 5)),
        date(2021, 4, 20): lambda: year.decides(own, "year-end", "pay", subject="achievement"),
    }
    for day in days():
        at = datetime(day.year, day.month, day.day, 17, 30, tzinfo=LONDON)
        with time_machine.travel(at, tick=False):
            if day in deeds:
                deeds[day]()
            if day.weekday() == MONDAY and day >= date(2020, 6, 15):
                report_nothing(practice=own, by=team.manager)
            if day.day == 22:
                year.approved(f"{day:%Y-%m}")
            work()
            signs_the_sitrep(team, day)
            if day in CHECKS:
                CHECKS[day](told_of)
                looked.add(day)

    # then every date was looked at, nothing failed, and nothing was sent twice or kept back
    assert looked == set(CHECKS)
    assert not Job.objects.exclude(state=Job.State.DONE).exists()
    sent = Message.objects.filter(state=Message.State.SENT)
    assert sent.count() == len(mail.outbox) == Message.objects.exclude(state="held").count()
    assert all(each.alternatives and "Sign in" in each.body for each in mail.outbox)
    digests = Message.objects.filter(kind=Message.Kind.DIGEST)
    assert digests.exists()
    later = digests.filter(
        written_on__gte=date(2020, 5, 4)
    )  # the first came as soon as there was one
    assert {each.written_on.weekday() for each in later} == {MONDAY}
    signed = Sitrep.objects.filter(state=Sitrep.State.SIGNED)
    weeks = [each.week for each in signed.filter(revision=0).order_by("week")]
    assert weeks[0] == date(2020, 5, 4)
    assert all(later - week == timedelta(days=7) for week, later in pairwise(weeks))
    assert len(weeks) >= 51
    assert all(each.sha256 == hash_of(each) for each in signed)
