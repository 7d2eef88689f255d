"""What there is to do about care homes: for practices, for directors, and for the CCG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Count

from carehomes.models import AlignmentProposal, CareHome, MedicinesNeed, OutOfHoursGap
from carehomes.policy import can_bear_out_discussion
from carehomes.selectors.choices import own_networks, own_practices
from carehomes.selectors.counts import what_was_counted
from carehomes.selectors.leads import waiting_for
from carehomes.selectors.listing import listed, rows_for
from carehomes.selectors.milestones import milestones, said_of_milestones
from carehomes.selectors.residents import living
from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import holds
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from practices.models import Membership
from practices.selectors.organisations import holding_on

FIRST_DAY = date(2020, 6, 1)  # leads named, medicines needs told (specification V4.0)
ALIGNED_BY = date(2020, 7, 31)
COUNT_AGAIN = timedelta(days=92)  # a quarter: residents come and go


def of_practices(user: User, on: date) -> Iterable[ToDo]:
    """Leads to agree and to name, residents to count, medicines needs to tell."""
    practices = own_practices(user)
    if not practices:
        return
    codes = {practice.pk: practice.code for practice in practices}
    there = living(on, practice__in=practices)
    have_residents = set(there.values_list("practice", flat=True))
    practice_keys = set(
        MedicinesNeed.objects.filter(practice__in=practices).values_list("practice", flat=True)
    )
    for lead_row in waiting_for(practices, on).values("lead", "lead__name").annotate(n=Count("pk")):
        yield ToDo(
            title=f"Agree to {lead_row['lead__name']} as clinical lead, or say why not",
            href=address("carehomes:lead_answer", key=lead_row["lead"]),
            organisation=practices[0].code,
            note=counted(lead_row["n"], "home"),
        )
    yield from _without_lead(practices, on)
    for practice_counts in what_was_counted(practices, on):
        code = practice_counts.practice.code
        if (
            practice_counts.practice.pk in have_residents
            and practice_counts.practice.pk not in practice_keys
        ):
            yield ToDo(
                title="Tell the CCG what support with medicines you need",
                href=address("carehomes:medicines_needs", code=code),
                due=FIRST_DAY,
                organisation=code,
            )
        if practice_counts.residents_on and practice_counts.residents_on + COUNT_AGAIN < on:
            yield ToDo(
                title="Count your residents in care homes",
                href=address("carehomes:residents", code=code),
                due=practice_counts.residents_on + COUNT_AGAIN,
                organisation=code,
                note=f"Last counted on {written(practice_counts.residents_on)}",
            )
    gaps = OutOfHoursGap.objects.filter(organisation__in=practices, closed_on__isnull=True)
    for gap in gaps.select_related("home"):
        yield ToDo(
            title=f"A gap out of hours in {gap.home.name}, which you told the CCG of",
            href=address("carehomes:gap", key=gap.pk),
            organisation=codes[gap.organisation_id],
            waiting=True,
        )


def _without_lead(practices: list[Organisation], on: date) -> Iterator[ToDo]:
    """Homes without a lead or a proposal where a practice has most residents: it names one."""
    keys = {practice.pk: practice.code for practice in practices}
    homes = listed(CareHome.objects.all(), on).filter(
        has_lead=False,
        waits_for_practices=False,
        waits_for_ccg=False,
        pk__in=living(on, practice__in=practices).values("home"),
    )
    for listed_home in rows_for(list(homes), on):
        most = listed_home.residents[0].practice_id
        if most in keys:
            yield ToDo(
                title=f"Name a clinical lead for {listed_home.home.name}",
                href=address(
                    "carehomes:lead_propose", query={"home": listed_home.home.location_id}
                ),
                due=FIRST_DAY,
                organisation=keys[most],
                note="You have most residents there",
            )


def of_directors(user: User, on: date) -> Iterable[ToDo]:
    """Milestones to confirm, alignments to agree, discussions to bear out, homes without a lead."""
    networks = own_networks(user)
    if not networks:
        return
    confirmations = said_of_milestones(networks)
    for network in networks:
        for milestone in milestones(on):
            word = confirmations.get((network.pk, milestone.deadline.code))
            if word is None or word.met_on is None:
                yield ToDo(
                    title=f"Confirm: {milestone.deadline.title}",
                    href=address(
                        "carehomes:milestone", code=network.code, milestone=milestone.deadline.code
                    ),
                    due=milestone.deadline.due,
                    organisation=network.code,
                    note="You said that it is not met yet" if word else "",
                )
    yield from _proposals(networks)
    yield from _discussions(user, networks, on)
    homes = listed(CareHome.objects.all(), on).filter(
        network_key__in=[own_network.pk for own_network in networks], has_lead=False
    )
    if number := homes.count():
        yield ToDo(
            title="Homes of your network without a clinical lead",
            href=address("carehomes:leads", query={"state": "none"}),
            due=FIRST_DAY,
            organisation=networks[0].code,
            note=counted(number, "home"),
        )


def _proposals(networks: list[Organisation]) -> Iterator[ToDo]:
    state = AlignmentProposal.State
    rows = AlignmentProposal.objects.filter(
        pcn__in=networks, state__in=[state.PROPOSED, state.AGREED]
    )
    for proposal in rows.select_related("home", "pcn").order_by("pk"):
        waits = proposal.state == state.AGREED
        what = "is proposed to your network" if waits else "for your network: agree, or refuse"
        yield ToDo(
            title=f"{proposal.home.name} {what}",
            href=address("carehomes:alignment", key=proposal.pk),
            due=None if waits else proposal.starts_on,
            organisation=proposal.pcn.code,
            waiting=waits,
        )


def _discussions(user: User, networks: list[Organisation], on: date) -> Iterator[ToDo]:
    """Medicines needs whose discussion nobody bore out; one's own practice's are a deputy's."""
    belongs = Membership.objects.filter(holding_on(on), group__in=networks)
    group = {
        membership.member_id: membership.group for membership in belongs.select_related("group")
    }
    needs = MedicinesNeed.objects.filter(practice__in=list(group), borne_out_on__isnull=True)
    for need in needs.select_related("practice"):
        network = group[need.practice_id]
        if can_bear_out_discussion(user, need.practice, network):
            yield ToDo(
                title=f"Confirm that {need.practice.code} discussed its medicines needs with you",
                href=address("carehomes:practice_medicines", code=need.practice.code),
                due=max(FIRST_DAY, need.told_on),
                organisation=network.code,
            )


def of_the_ccg(user: User, on: date) -> Iterable[ToDo]:
    """Leads and alignments to confirm, gaps and needs to answer, homes that lack something."""
    if not holds(user, Role.PRIMARY_CARE):
        return
    homes = listed(CareHome.objects.all(), on)
    gaps = OutOfHoursGap.objects.filter(answered_on__isnull=True)
    needs = MedicinesNeed.objects.filter(answered_on__isnull=True).exclude(needs="")
    agreed = AlignmentProposal.objects.filter(state=AlignmentProposal.State.AGREED)
    for number, title, page, state, due in (
        (
            homes.filter(waits_for_ccg=True).count(),
            "Confirm clinical leads",
            "carehomes:leads",
            "ccg",
            None,
        ),
        (agreed.count(), "Confirm alignments", "carehomes:alignments", "open", None),
        (gaps.count(), "Answer gaps in out-of-hours cover", "carehomes:out_of_hours", "gap", None),
        (
            needs.count(),
            "Answer medicines-support needs",
            "carehomes:medicines",
            "unanswered",
            None,
        ),
        (
            homes.filter(has_lead=False).count(),
            "Homes without a lead",
            "carehomes:leads",
            "none",
            FIRST_DAY,
        ),
        (
            homes.filter(network_code="").count(),
            "Homes without alignment",
            "carehomes:alignments",
            "none",
            ALIGNED_BY,
        ),
        (
            homes.filter(covered=False).count(),
            "Homes without out-of-hours cover",
            "carehomes:out_of_hours",
            "none",
            None,
        ),
        (
            homes.filter(leads_alone__gt=1).count(),
            "Homes with two leads",
            "carehomes:leads",
            "two",
            None,
        ),
        (
            homes.filter(lacks_exception=True).count(),
            "Leads who are not GPs, without an exception",
            "carehomes:leads",
            "exception",
            ALIGNED_BY,
        ),
    ):
        if number:
            href = address(page, query={"state": state})
            yield ToDo(title=title, href=href, due=due, note=f"{number:,} to look at")
