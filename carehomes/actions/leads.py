"""Clinical leads of homes: proposed, agreed by the practices there, confirmed by the CCG (D-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, ClinicalLead, LeadAnswer, Leadership
from carehomes.policy import (
    can_answer_lead,
    can_decide_lead,
    can_end_lead,
    can_except_lead,
    can_propose_lead,
)
from carehomes.selectors.leads import in_place
from carehomes.selectors.residents import counts_on
from commissioning.clock import today
from commissioning.domain.periods import day_before, written
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record

State = Leadership.State


@dataclass(frozen=True, slots=True)
class LeadSaid:
    """Who the lead is, and how the homes reach them. An employer, or else a provider by name."""

    name: str
    profession: str
    employer: Organisation | None = None
    provider: str = ""
    email: str = ""
    phone: str = ""
    skills_confirmed: bool = False
    single_point_of_contact: bool = False
    gp_oversight: str = ""


@transaction.atomic
def propose_lead(
    *,
    details: LeadSaid,
    homes: Sequence[CareHome],
    organisation: Organisation,
    starts_on: date,
    ends_on: date | None = None,
    told_on: date | None = None,
    joins: str = Leadership.Joins.TAKES_OVER,
    by: User,
) -> ClinicalLead:
    """Propose one lead for one home or many, for a practice or a network.

    A practice agrees by proposing. Where no practice has residents on record there is nobody to
    ask, and the proposal waits for the CCG at once. `told_on`: today, unless it came by letter.
    """
    require(can_propose_lead(by, organisation))
    if not homes:
        raise ValidationError("Choose at least one home")
    if not details.skills_confirmed:
        raise ValidationError(
            "Confirm that the lead has the skills to deliver care in a team of several professions"
        )
    if details.profession != ClinicalLead.Profession.GP and not details.gp_oversight:
        raise ValidationError("Say how a GP gives weekly oversight, because the lead is not a GP")
    if ends_on and ends_on < starts_on:
        raise ValidationError("The last day must be the first day or a later one")
    if told_on and told_on > today():
        raise ValidationError("The day the CCG was told cannot be in the future")
    lead = ClinicalLead.objects.create(
        name=details.name,
        profession=details.profession,
        employer=details.employer,
        provider=details.provider,
        email=details.email,
        phone=details.phone,
        skills_confirmed=details.skills_confirmed,
        gp_oversight=details.gp_oversight,
        organisation=organisation,
    )
    there = counts_on(homes, today())
    for home in homes:
        leadership = Leadership.objects.create(
            lead=lead,
            home=home,
            starts_on=starts_on,
            ends_on=ends_on,
            joins=joins,
            single_point_of_contact=details.single_point_of_contact,
            told_on=told_on or today(),
            proposed_by=by,
            proposed_on=today(),
        )
        practices = [count.practice for count in there.get(home.pk, [])]
        if organisation in practices:
            _answer(leadership, organisation, agrees=True, reason="Proposes it", by=by)
        _settle(leadership, practices)
    record("lead proposed", lead, by=by, homes=[chosen_home.location_id for chosen_home in homes])
    return lead


@transaction.atomic
def answer_leads(
    *,
    leaderships: Sequence[Leadership],
    practice: Organisation,
    agrees: bool,
    reason: str = "",
    by: User,
) -> int:
    """Agree, or not and why, to proposed leads, for a practice with residents in those homes.

    This one and those below give for how many homes it was done.
    """
    if not agrees and not reason:
        raise ValidationError("Say why the practice does not agree")
    locked = _locked(leaderships)
    there = counts_on([locked_leadership.home for locked_leadership in locked], today())
    for leadership in locked:
        require(can_answer_lead(by, leadership, practice))
        practices = [count.practice for count in there.get(leadership.home_id, [])]
        if practice not in practices:
            raise ValidationError(
                f"{practice} has no residents in {leadership.home.name} on record"
            )
        answer = _answer(leadership, practice, agrees=agrees, reason=reason, by=by)
        _settle(leadership, practices)
        record("lead answered", answer, by=by, reason=reason, agrees=agrees)
    return len(locked)


@transaction.atomic
def confirm_leads(*, leaderships: Sequence[Leadership], reason: str = "", by: User) -> int:
    """Confirm proposed leads for the CCG. One that practices have not all agreed to needs a reason.

    A lead who takes over ends the leads in place the day before.
    """
    locked = _locked(leaderships)
    for leadership in locked:
        require(can_decide_lead(by, leadership))
        if leadership.state == State.PROPOSED and not reason:
            raise ValidationError(
                f"Not every practice in {leadership.home.name} has agreed to"
                f" {leadership.lead.name}: say why the CCG does not wait"
            )
        if leadership.joins == Leadership.Joins.TAKES_OVER:
            _take_over(leadership, by)
        leadership.state = State.CONFIRMED
        leadership.decided_by, leadership.decided_on = by, today()
        leadership.reason = reason
        leadership.save()
        record("lead confirmed", leadership, by=by, reason=reason, organisation=_whose(leadership))
    return len(locked)


@transaction.atomic
def refuse_leads(*, leaderships: Sequence[Leadership], reason: str, by: User) -> int:
    """Refuse proposed leads for the CCG, with a reason."""
    if not reason:
        raise ValidationError("Say why the CCG refuses")
    locked = _locked(leaderships)
    for leadership in locked:
        require(can_decide_lead(by, leadership))
        leadership.state, leadership.reason = State.REFUSED, reason
        leadership.decided_by, leadership.decided_on = by, today()
        leadership.save()
        record("lead refused", leadership, by=by, reason=reason, organisation=_whose(leadership))
    return len(locked)


@transaction.atomic
def end_leads(
    *, leaderships: Sequence[Leadership], ends_on: date, told_on: date | None = None, by: User
) -> int:
    """Say that a lead's last day for homes is a day, and when the CCG was told of it."""
    if told_on and told_on > today():
        raise ValidationError("The day the CCG was told cannot be in the future")
    locked = _locked(leaderships)
    for leadership in locked:
        require(can_end_lead(by, leadership))
        if ends_on < leadership.starts_on:
            raise ValidationError(
                f"{leadership.lead.name} leads {leadership.home.name} from"
                f" {written(leadership.starts_on)}: the last day cannot be before"
            )
        leadership.ends_on, leadership.end_told_on = ends_on, told_on or today()
        leadership.save(update_fields=["ends_on", "end_told_on"])
        record("lead ended", leadership, by=by, organisation=_whose(leadership))
    return len(locked)


@transaction.atomic
def except_lead(
    *, lead: ClinicalLead, why: str, agreed_with: str, on: date, by: User
) -> ClinicalLead:
    """Record that practices, CCG and community provider agreed to a lead who is no GP."""
    require(can_except_lead(by))
    lead = ClinicalLead.objects.select_for_update().get(pk=lead.pk)
    if lead.profession == ClinicalLead.Profession.GP:
        raise ValidationError(f"{lead.name} is a GP and needs no exception")
    lead.exception, lead.exception_agreed_with = why, agreed_with
    lead.exception_on, lead.exception_by = on, by
    lead.save()
    record("lead excepted", lead, by=by, reason=why, agreed_with=agreed_with)
    return lead


def _locked(leaderships: Sequence[Leadership]) -> list[Leadership]:
    rows = Leadership.objects.select_for_update(of=("self",)).select_related("lead", "home")
    locked_rows = list(
        rows.filter(pk__in=[leadership.pk for leadership in leaderships]).order_by("pk")
    )
    if not locked_rows:
        raise ValidationError("Choose at least one home")
    return locked_rows


def _answer(
    leadership: Leadership, practice: Organisation, *, agrees: bool, reason: str, by: User
) -> LeadAnswer:
    defaults = {"agrees": agrees, "reason": reason, "answered_by": by, "answered_on": today()}
    answer, _ = LeadAnswer.objects.update_or_create(
        leadership=leadership, practice=practice, defaults=defaults
    )
    return answer


def _settle(leadership: Leadership, practices: Sequence[Organisation]) -> None:
    """Let a proposal wait for whoever is next: the practices, or the CCG once all have agreed."""
    agreed = set(leadership.answers.filter(agrees=True).values_list("practice", flat=True))
    all_agree = all(practice.pk in agreed for practice in practices)
    leadership.state = State.AGREED if all_agree else State.PROPOSED
    leadership.save(update_fields=["state"])


def _take_over(new: Leadership, by: User) -> None:
    """End the leads in place the day before a new one starts."""
    for leadership in in_place(new.starts_on).filter(home=new.home).exclude(pk=new.pk):
        if leadership.starts_on >= new.starts_on:
            continue  # from the same day: two, which the board shows
        leadership.ends_on, leadership.end_told_on = day_before(new.starts_on), new.told_on
        leadership.save(update_fields=["ends_on", "end_told_on"])
        record(
            "lead ended",
            leadership,
            by=by,
            organisation=_whose(leadership),
            taken_over_by=str(new.lead),
        )


def _whose(leadership: Leadership) -> Organisation:
    return leadership.lead.organisation
