"""What a sitrep is counted from: the homes in scope, what practices said, what the record shows.

Each question is asked once of the whole area, however many homes there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from carehomes.models import Alignment, CareHome, Counting, OutOfHours
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.leads import in_place, unexcepted
from carehomes.selectors.residents import living
from commissioning.models import Organisation
from practices.models import Membership, Return
from practices.selectors.organisations import holding_on, practices_commissioned_by
from reporting.models import HomeException, NilReturn
from reporting.rules.sitreps import ASSUMED, EXCEPTION, OnRecord, SitrepFacts
from reporting.rules.weeks import ALIGNMENT, is_warning, sunday_of
from reporting.selectors.exceptions import exceptions_in
from reporting.selectors.gaps import LEAD, OUT_OF_HOURS

PLAN, PLAN_RETURN = "plan", "pcn-plan"
NEW_LEAD = "care-home-lead"
NOTHING, RAISED, SILENT = "nothing", "raised", "silent"


@dataclass(frozen=True, slots=True)
class Answered:
    """What one practice said in a week."""

    key: int
    code: str
    name: str
    network: str
    answer: str


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """All that a week is counted from."""

    facts: SitrepFacts
    practices: tuple[Answered, ...]
    exceptions: tuple[HomeException, ...]


def homes_in_scope(day: date) -> QuerySet[CareHome]:
    """The sitrep's denominator on a day: homes in operation and registered with CQC.

    Unless the CCG said otherwise of a home (interpretation D-14).
    """
    countings = Counting.objects.filter(
        holding_on(day), home=OuterRef("pk"), regime=Counting.Regime.SITREP
    )
    return homes_open_on(day).filter(
        Exists(countings.filter(counts=True))
        | (Q(cqc_registered=True) & ~Exists(countings.filter(counts=False)))
    )


def known_of(
    week: date, day: date, commissioner: str, questions: tuple[str, ...], aligned: date | None
) -> WeekFacts:
    """What is known of a week: who was in scope on a day of it, and what was said in it."""
    homes = set(homes_in_scope(day).values_list("pk", flat=True))
    pairs = Alignment.objects.filter(holding_on(day)).values_list("home", "pcn", "pcn__code")
    aligned_to: dict[int, tuple[int, str]] = {home: (pcn, code) for home, pcn, code in pairs}
    practices = answers_in(week, day, commissioner)
    serving = list(living(day).order_by("residents").values_list("home", "practice"))
    networks = _networks(homes, aligned_to, practices, serving)
    exceptions = tuple(
        exceptions_in(week, HomeException.objects.filter(home__in=homes))
        .select_related("home", "organisation")
        .order_by("home__name", "home_id", "pk")
    )
    excepted: dict[int, set[str]] = {}
    for exception in exceptions:
        excepted.setdefault(exception.home_id, set()).add(exception.question)
    facts = SitrepFacts(
        networks=networks,
        silent=_silent(homes, practices, serving),
        excepted=excepted,
        on_record={
            question: shows(day, {home: pcn for home, (pcn, _) in aligned_to.items()})
            for question, shows in RECORDS.items()
            if question in questions
        },
        warnings={
            question for question in questions if is_warning(question, sunday_of(week), aligned)
        },
    )
    return WeekFacts(facts, practices, exceptions)


def answers_in(week: date, day: date, commissioner: str) -> tuple[Answered, ...]:
    """What each practice that is asked said in a week."""
    practices = practices_commissioned_by(commissioner, day)
    nothing = set(NilReturn.objects.filter(week=week).values_list("practice", flat=True))
    raised = set(
        HomeException.objects.filter(
            raised_on__range=(week, sunday_of(week)), organisation__isnull=False
        ).values_list("organisation", flat=True)
    )
    groups = Membership.objects.filter(holding_on(day), group_kind=Organisation.Kind.PCN)
    networks = dict(groups.values_list("member", "group__code"))

    def answer(practice: int) -> str:
        if practice in raised:
            return RAISED
        return NOTHING if practice in nothing else SILENT

    return tuple(
        Answered(key, code, name, networks.get(key, ""), answer(key))
        for key, code, name in practices.values_list("pk", "code", "name")
    )


def _networks(
    homes: set[int],
    aligned_to: dict[int, tuple[int, str]],
    practices: tuple[Answered, ...],
    serving: list[tuple[int, int]],
) -> dict[int, str]:
    """The network that each home is counted under: the one it is aligned to.

    Before it is aligned to any, that of the practice with most residents there. `serving` has the
    practice with most residents last.
    """
    own = {practice.key: practice.network for practice in practices}
    nearest = {home: own[practice] for home, practice in serving if practice in own}
    return {
        home: aligned_to[home][1] if home in aligned_to else nearest.get(home, "") for home in homes
    }


def _silent(
    homes: set[int], practices: tuple[Answered, ...], serving: list[tuple[int, int]]
) -> set[int]:
    """Homes of which nobody knows: a practice that serves them was silent, or none serves them."""
    answers = {practice_answer.key: practice_answer.answer for practice_answer in practices}
    homes_with_answers: set[int] = set()
    silent: set[int] = set()
    for home, practice in serving:
        if practice in answers:
            (silent if answers[practice] == SILENT else homes_with_answers).add(home)
    return (homes - homes_with_answers) | (homes & silent)


def _led(day: date, _: dict[int, int]) -> OnRecord:
    return OnRecord(set(in_place(day).values_list("home", flat=True)), otherwise=EXCEPTION)


def _aligned(_: date, networks: dict[int, int]) -> OnRecord:
    return OnRecord(set(networks), otherwise=EXCEPTION)


def _led_for_the_network_contract(day: date, _: dict[int, int]) -> OnRecord:
    lacking = set(unexcepted(day).values_list("home", flat=True))
    led = set(in_place(day).values_list("home", flat=True))
    return OnRecord(led - lacking, otherwise=ASSUMED)


def _covered(day: date, _: dict[int, int]) -> OnRecord:
    """Homes whose arrangement is on record and told to them; of others practices may know."""
    rows = OutOfHours.objects.filter(holding_on(day), signposted_on__lte=day)
    return OnRecord(set(rows.values_list("home", flat=True)))


def _planned(day: date, networks: dict[int, int]) -> OnRecord:
    sent = Return.objects.filter(code=PLAN_RETURN, submitted_on__lte=day).exclude(met=False)
    have = set(sent.values_list("organisation", flat=True))
    return OnRecord({home for home, pcn in networks.items() if pcn in have}, otherwise=ASSUMED)


RECORDS = {
    LEAD: _led,
    ALIGNMENT: _aligned,
    NEW_LEAD: _led_for_the_network_contract,
    OUT_OF_HOURS: _covered,
    PLAN: _planned,
}
