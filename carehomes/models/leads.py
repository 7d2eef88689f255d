"""Clinical leads of care homes: who, for which homes, from when, and who agreed to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class ClinicalLead(models.Model):
    """A clinician who leads the care of one or more homes: a professional, never a resident.

    Of a practice or of the community provider; not only GPs (specification V4.0, clinical
    leadership). From 31 July 2020 one who is no GP needs a recorded exception, agreed by the
    practices, the CCG and the community provider: flagged, never blocked (interpretation D-23).
    """

    class Profession(models.TextChoices):
        GP = "gp", "GP"
        NURSE = "nurse", "Nurse or nurse practitioner"
        PRACTITIONER = "practitioner", "Advanced clinical practitioner"
        PHARMACIST = "pharmacist", "Pharmacist"
        PARAMEDIC = "paramedic", "Paramedic"
        THERAPIST = "therapist", "Therapist"
        OTHER = "other", "Another clinician"

    name = models.CharField(max_length=200)
    profession = models.CharField(max_length=20, choices=Profession.choices)
    employer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="clinical_leads"
    )
    provider = models.CharField("community provider", max_length=200, blank=True)
    email = models.EmailField("work e-mail address", blank=True)
    phone = models.CharField("work telephone", max_length=30, blank=True)
    skills_confirmed = models.BooleanField(default=False)
    gp_oversight = models.TextField("how a GP gives weekly oversight", blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="leads_proposed", help_text="Who proposes"
    )
    exception = models.TextField("why the lead is not a GP", blank=True)
    exception_agreed_with = models.CharField(max_length=300, blank=True)
    exception_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="lead_exceptions"
    )
    exception_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(employer__isnull=False, provider="")
                | (Q(employer__isnull=True) & ~Q(provider="")),
                name="a_lead_works_for_a_practice_or_a_provider",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="a_lead_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(exception_on__isnull=True, exception_by__isnull=True, exception="")
                | (Q(exception_on__isnull=False, exception_by__isnull=False) & ~Q(exception="")),
                name="an_exception_has_a_reason_a_day_and_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_profession_display()}"


@tracked()
class Leadership(models.Model):
    """A lead of one home, from a day until a day: proposed, agreed, then confirmed.

    A practice or network proposes, the practices with residents in the home agree, the CCG confirms
    (interpretation D-25); whoever proposed does not confirm. Only a confirmed one is in place.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed by the practices"
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Refused"

    class Joins(models.TextChoices):
        TAKES_OVER = "takes-over", "Takes over from the present lead, if there is one"
        SHARES = "shares", "Shares the job with the present lead"

    lead = models.ForeignKey(ClinicalLead, models.CASCADE, related_name="homes")
    home = models.ForeignKey(CareHome, models.CASCADE, related_name="leads")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    joins = models.CharField(max_length=20, choices=Joins.choices, default=Joins.TAKES_OVER)
    single_point_of_contact = models.BooleanField(default=False)
    told_on = models.DateField(help_text="The day the CCG was told of the start")
    end_told_on = models.DateField(null=True, blank=True, help_text="… and of the end")
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Of a refusal, or of not waiting for answers")

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "home", "starts_on"], name="a_lead_starts_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_lead_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["proposed", "agreed"],
                    decided_by__isnull=True,
                    decided_on__isnull=True,
                )
                | Q(
                    state__in=["confirmed", "refused"],
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                ),
                name="a_decided_lead_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(decided_by=F("proposed_by")),
                name="who_proposed_a_lead_does_not_confirm_it",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_lead_says_why"
            ),
        ]
        indexes = [models.Index(fields=["home", "state"])]

    def __str__(self) -> str:
        return f"{self.lead} for {self.home}"


@tracked()
class LeadAnswer(models.Model):
    """A practice with residents in a home agrees to a proposed lead, or says why not."""

    leadership = models.ForeignKey(Leadership, models.CASCADE, related_name="answers")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="lead_answers")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["leadership", "practice"], name="one_answer_a_practice_and_lead"
            ),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(reason=""), name="who_disagrees_says_why"
            ),
        ]

    def __str__(self) -> str:
        verb = "agrees to" if self.agrees else "does not agree to"
        return f"{self.practice} {verb} {self.leadership}"
