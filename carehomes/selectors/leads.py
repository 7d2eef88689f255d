"""Who leads the care of which home, and where nobody does, or two who do not share the job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from carehomes.models import CareHome, ClinicalLead, LeadAnswer, Leadership
from carehomes.rules.leads import EXCEPTION_FROM, Led
from carehomes.selectors.residents import living
from commissioning.models import Organisation
from practices.selectors.organisations import holding_on

State = Leadership.State
OPEN = (State.PROPOSED, State.AGREED)
NOT_GP = ~Q(lead__profession=ClinicalLead.Profession.GP)


def in_place(day: date) -> QuerySet[Leadership]:
    """The confirmed leads on a day."""
    return Leadership.objects.filter(holding_on(day), state=State.CONFIRMED)


def with_lead_facts(homes: QuerySet[CareHome], day: date) -> QuerySet[CareHome]:
    """Homes with `has_lead`, `has_two`, `waits_for_practices`, `waits_for_ccg` on a day."""
    home = OuterRef("pk")
    alone = in_place(day).filter(home=home, joins=Leadership.Joins.TAKES_OVER)
    several = alone.order_by().values("home").annotate(many=Count("pk")).values("many")
    waiting = Leadership.objects.filter(home=home)
    return homes.annotate(
        has_lead=Exists(in_place(day).filter(home=home)),
        leads_alone=Coalesce(Subquery(several), 0),
        waits_for_practices=Exists(waiting.filter(state=State.PROPOSED)),
        waits_for_ccg=Exists(waiting.filter(state=State.AGREED)),
        lacks_exception=Exists(unexcepted(day).filter(home=home)),
    )


def unexcepted(day: date) -> QuerySet[Leadership]:
    """Leads on a day who are no GPs and have no exception, from the day it is asked for (D-23)."""
    leaderships = in_place(day).filter(NOT_GP, lead__exception_on__isnull=True)
    return leaderships if day >= EXCEPTION_FROM else leaderships.none()


def leaderships_of(homes: Iterable[CareHome]) -> dict[int, list[Leadership]]:
    """All that was proposed and confirmed for homes, refused or not, by the home's key."""
    leaderships_by_home: dict[int, list[Leadership]] = {}
    rows = Leadership.objects.filter(home__in=list(homes))
    for leadership in rows.select_related("lead__employer", "proposed_by", "decided_by"):
        leaderships_by_home.setdefault(leadership.home_id, []).append(leadership)
    return leaderships_by_home


def led(leaderships: Iterable[Leadership]) -> list[Led]:
    """The confirmed ones among them, as the rules about days take them."""
    return [
        Led(
            leadership.lead.name,
            leadership.starts_on,
            leadership.ends_on,
            shares=leadership.joins == Leadership.Joins.SHARES,
        )
        for leadership in leaderships
        if leadership.state == State.CONFIRMED
    ]


def homes_of(lead: ClinicalLead) -> list[Leadership]:
    """The homes of a lead, with what was decided on each."""
    rows = lead.homes.select_related("home", "lead", "proposed_by", "decided_by")
    return list(rows.order_by("home__name", "starts_on"))


def answers_of(leaderships: Iterable[Leadership]) -> dict[int, list[LeadAnswer]]:
    """What practices answered to proposed leads, by the proposal's key."""
    answers_by_leadership: dict[int, list[LeadAnswer]] = {}
    rows = LeadAnswer.objects.filter(leadership__in=list(leaderships))
    for answer in rows.select_related("practice", "answered_by").order_by("practice__code"):
        answers_by_leadership.setdefault(answer.leadership_id, []).append(answer)
    return answers_by_leadership


def waiting_for(practices: Iterable[Organisation], day: date) -> QuerySet[Leadership]:
    """The proposed leads on which one of these practices, with residents there, is silent."""
    answered = LeadAnswer.objects.filter(
        leadership=OuterRef(OuterRef("pk")), practice=OuterRef("practice")
    )
    silent = living(day, practice__in=[practice.pk for practice in practices]).filter(
        ~Exists(answered), home=OuterRef("home")
    )
    leaderships = Leadership.objects.filter(Exists(silent), state=State.PROPOSED)
    return leaderships.select_related("lead", "home", "lead__organisation")


def open_for(homes: Iterable[CareHome]) -> dict[int, list[Leadership]]:
    """The proposals that wait, by the home's key, the oldest first."""
    leaderships_by_home: dict[int, list[Leadership]] = {}
    rows = Leadership.objects.filter(home__in=list(homes), state__in=OPEN)
    for leadership in rows.select_related("lead").order_by("proposed_on", "pk"):
        leaderships_by_home.setdefault(leadership.home_id, []).append(leadership)
    return leaderships_by_home


def kept(leaderships: Iterable[Leadership]) -> QuerySet[Leadership]:
    """These rows, for a form to choose from."""
    rows = Leadership.objects.filter(pk__in=[leadership.pk for leadership in leaderships])
    return rows.select_related("home", "lead").order_by("home__name", "starts_on")
