"""What people of the demo did about care homes: leads, medicines, plans, cover, milestones.

Numbers and days are worked out from the residents that the demo counts; every name is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from carehomes.actions.alignment_proposals import propose_alignment
from carehomes.actions.leads import (
    LeadSaid,
    answer_leads,
    confirm_leads,
    end_leads,
    except_lead,
    propose_lead,
)
from carehomes.actions.medicines import (
    Services,
    answer_needs,
    bear_out_discussion,
    say_services,
    tell_needs,
)
from carehomes.actions.milestones import say_milestone
from carehomes.actions.out_of_hours import Cover, answer_gap, flag_gap, keep_out_of_hours
from carehomes.actions.plans import count_plans
from carehomes.actions.records import HomeRecord, add_home
from carehomes.actions.residents import count_outside
from carehomes.actions.support import SupportSaid, check_support
from carehomes.models import CareHome, ClinicalLead, Leadership
from carehomes.rules.plans import PlansSaid
from carehomes.selectors.choices import aligned_elsewhere, homes_lived_in, homes_to_lead
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.medicines import needs_of
from carehomes.selectors.out_of_hours import open_gaps
from carehomes.selectors.residents import counts_of, counts_on
from commissioning.clock import today
from commissioning.models import Organisation, User
from practices.selectors.organisations import network_of

State = Leadership.State
PROVIDER = "The community provider (demo)"


def _organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def _homes(location_ids: Sequence[str]) -> list[CareHome]:
    found = {each.location_id: each for each in homes_open_on(today())}
    return [found[each] for each in location_ids]


def _share(number: int, percent: int) -> int:
    """So many of a hundred, to the nearest whole, half upwards."""
    return int((Decimal(number) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def _with_most_residents(practice: Organisation) -> list[CareHome]:
    homes = list(homes_lived_in(practice, today()))
    counts = counts_on(homes, today())
    return [each for each in homes if counts[each.pk][0].practice_id == practice.pk]


def propose(
    *,
    by: User,
    organisation: str,
    name: str,
    starts_on: date,
    homes: list[str] | str = "most residents",
    but: tuple[str, ...] = (),
    profession: str = "gp",
    joins: str = Leadership.Joins.TAKES_OVER,
    gp_oversight: str = "",
    of_the_provider: bool = False,
) -> None:
    """Propose a lead for homes: named ones, those with most residents, or all aligned ones."""
    proposer = _organisation(organisation)
    if homes == "most residents":
        chosen = _with_most_residents(proposer)
    elif homes == "aligned":
        chosen = list(homes_to_lead(proposer, today()))
    else:
        chosen = _homes(homes)
    is_network = proposer.kind == Organisation.Kind.PCN
    from_provider = of_the_provider or is_network
    propose_lead(
        details=LeadSaid(
            name=name,
            profession=profession,
            employer=None if from_provider else proposer,
            provider=PROVIDER if from_provider else "",
            email=f"{name.split()[-2].lower().strip('.')}.{organisation.lower()}@example.org",
            phone="01632 960100",  # of the numbers kept for drama
            skills_confirmed=True,
            single_point_of_contact=True,
            gp_oversight=gp_oversight,
        ),
        homes=[each for each in chosen if each.location_id not in but],
        organisation=proposer,
        starts_on=starts_on,
        joins=joins,
        by=by,
    )


def practices_agree(*, by: User, but: tuple[str, ...] = ()) -> None:
    """Enter for every practice that is asked that it agrees, as it wrote on paper."""
    waiting = list(Leadership.objects.filter(state=State.PROPOSED).select_related("home"))
    counts = counts_on([each.home for each in waiting], today())
    for leadership in waiting:
        said = set(leadership.answers.values_list("practice", flat=True))
        for count in counts.get(leadership.home_id, []):
            if count.practice_id not in said and count.practice.code not in but:
                answer_leads(leaderships=[leadership], practice=count.practice, agrees=True, by=by)


def confirm_all(*, by: User) -> None:
    """Confirm every lead that the practices have agreed to."""
    agreed = list(Leadership.objects.filter(state=State.AGREED).exclude(proposed_by=by))
    confirm_leads(leaderships=agreed, by=by)


def end_lead(*, by: User, home: str, ends_on: date) -> None:
    rows = Leadership.objects.filter(home__location_id=home, state=State.CONFIRMED)
    end_leads(leaderships=list(rows.filter(ends_on__isnull=True)), ends_on=ends_on, by=by)


def record_exception(*, by: User, name: str, why: str, agreed_with: str) -> None:
    lead = ClinicalLead.objects.get(name=name)
    except_lead(lead=lead, why=why, agreed_with=agreed_with, on=today(), by=by)


def tell_medicines(
    *, by: User, practice: str, needs: str, discussed_on: date, borne_out_by: str = ""
) -> None:
    """Tell what a practice needs; where somebody is named, the network bears it out."""
    found = _organisation(practice)
    need = tell_needs(practice=found, needs=needs, discussed_on=discussed_on, by=by)
    if borne_out_by:
        bear_out_discussion(need=need, by=User.objects.get(email=borne_out_by))


def answer_medicines(*, by: User, practice: str, support: str, support_from: date) -> None:
    need = needs_of(_organisation(practice))[0]
    answer_needs(need=need, support=support, support_from=support_from, by=by)


def services(*, by: User, practice: str, without_reviews: tuple[str, ...] = ()) -> None:
    """Say that all four services are in place, but for reviews in some homes."""
    found = _organisation(practice)
    said = [
        (
            home,
            Services(
                supply=True,
                reviews=home.location_id not in without_reviews,
                new_residents=True,
                queries=True,
            ),
        )
        for home in homes_lived_in(found, today())
    ]
    say_services(practice=found, answers=said, by=by)


def plans(*, by: User, practice: str, percent: int) -> None:
    """Count plans in all of a practice's homes: so many of a hundred residents have one."""
    found = _organisation(practice)
    known = counts_of(found, today())
    said = []
    for home in homes_lived_in(found, today()):
        residents = known[home.pk].residents
        with_plan, admissions = _share(residents, percent), _share(residents, 12)
        said.append(
            (
                home,
                PlansSaid(
                    residents=residents,
                    with_plan=with_plan,
                    with_respect=_share(with_plan, 60),
                    copy_shared=_share(with_plan, 90),
                    admissions=admissions,
                    planned_in_time=_share(admissions, percent),
                ),
            )
        )
    count_plans(practice=found, counted_on=today(), counts=said, by=by)


def outside(*, by: User, practice: str) -> None:
    """Of a practice's residents in homes aligned elsewhere, half move and a third choose not to."""
    found, day = _organisation(practice), today()
    known = counts_of(found, day)
    homes = aligned_elsewhere(homes_lived_in(found, day), network_of(found, day), day)
    said = [
        (each, _share(known[each.pk].residents, 50), _share(known[each.pk].residents, 33))
        for each in homes
    ]
    count_outside(practice=found, counted_on=day, counts=said, by=by)


def support(
    *, by: User, organisation: str, homes: list[str], accessible: bool = True, note: str = ""
) -> None:
    for home in _homes(homes):
        check_support(
            home=home,
            organisation=_organisation(organisation),
            answers=SupportSaid(
                accessible=accessible,
                includes_primary_care=True,
                internet=True,
                video=accessible,
                nhsmail=True,
                note=note,
            ),
            by=by,
        )


def cover(
    *,
    by: User,
    provider: str,
    medicines: str,
    starts_on: date,
    signposted_on: date | None = None,
    homes: list[str] | None = None,
    but: tuple[str, ...] = (),
) -> None:
    """Keep cover for some homes, or for all that are open but a few."""
    chosen = _homes(homes) if homes else list(homes_open_on(today()))
    keep_out_of_hours(
        homes=[each for each in chosen if each.location_id not in but],
        cover=Cover(provider, medicines, signposted_on, starts_on),
        by=by,
    )


def flag(*, by: User, organisation: str, home: str, since: date, what: str) -> None:
    (found,) = _homes([home])
    flag_gap(home=found, organisation=_organisation(organisation), since=since, what=what, by=by)


def answer(*, by: User, home: str, answer: str, closes: bool) -> None:
    (found,) = _homes([home])
    answer_gap(gap=open_gaps([found])[found.pk][0], answer=answer, closes=closes, by=by)


def milestone(
    *, by: User, pcn: str, milestones: list[str], met_on: date | None = None, note: str = ""
) -> None:
    for each in milestones:
        say_milestone(pcn=_organisation(pcn), milestone=each, met_on=met_on, note=note, by=by)


def claim(
    *, by: User, home: str, pcn: str, starts_on: date, why: str, residents_choice: str = ""
) -> None:
    (found,) = _homes([home])
    propose_alignment(
        home=found,
        pcn=_organisation(pcn),
        starts_on=starts_on,
        why=why,
        residents_choice=residents_choice,
        by=by,
    )


def unregistered_home(
    *, by: User, practice: str, name: str, kind: str, address: str, postcode: str, beds: int
) -> None:
    add_home(
        details=HomeRecord(name, kind, address, postcode),
        practice=_organisation(practice),
        beds=beds,
        authority="Doncaster",
        by=by,
    )


DEEDS: dict[str, Callable[..., Any]] = {
    "add an unregistered home": unregistered_home,
    "answer a gap out of hours": answer,
    "answer medicines needs": answer_medicines,
    "check support of homes": support,
    "claim a home": claim,
    "confirm every agreed lead": confirm_all,
    "count plans": plans,
    "count residents outside": outside,
    "end a lead": end_lead,
    "flag a gap out of hours": flag,
    "keep out-of-hours cover": cover,
    "practices agree to leads": practices_agree,
    "propose a lead": propose,
    "record an exception for a lead": record_exception,
    "say of milestones": milestone,
    "say medicines services": services,
    "tell medicines needs": tell_medicines,
}
