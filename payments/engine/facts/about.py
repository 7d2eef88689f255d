"""Gathers only the facts that bear on one payee, so that its page costs the same in any number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from carehomes.models import Alignment, BedCount, CareHome, ResidentCount
from commissioning.models import Organisation
from payments.engine.facts import facts_in
from payments.engine.facts.rows import Gathered
from payments.models import Reallocation, ReallocationShare
from payments.rules.facts import RunFacts
from practices.models import Membership


class GatheredAbout(Gathered):
    """The rows about a payee, its networks and their homes, as they stand now.

    A practice's protected amount is paid net of its network's premium, shared by residents; so the
    network's homes bear on the practice too.
    """

    def __init__(self, payee: Organisation) -> None:
        self.at = None
        networks = Membership.objects.filter(member=payee, group_kind=Organisation.Kind.PCN)
        self.about = {payee.pk, *networks.values_list("group_id", flat=True)}
        aligned = Alignment.objects.filter(pcn__in=self.about)
        self.homes = set(aligned.values_list("home_id", flat=True))
        shares = ReallocationShare.objects.filter(payee=payee)
        self.shared = set(shares.values_list("reallocation_id", flat=True))
        super().__init__(None)
        self.codes |= self._codes_of_others()

    def of(self, model: Any) -> QuerySet[Any]:
        bearing = {
            Organisation: Q(pk__in=self.about) | Q(kind=Organisation.Kind.COMMISSIONER),
            Membership: Q(member__in=self.about),
            CareHome: Q(pk__in=self.homes),
            BedCount: Q(home__in=self.homes),
            Alignment: Q(home__in=self.homes),
            ResidentCount: Q(home__in=self.homes),
            Reallocation: Q(pk__in=self.shared),
            ReallocationShare: Q(reallocation__in=self.shared),
        }
        owner = "practice" if hasattr(model, "practice") else "organisation"
        return super().of(model).filter(bearing.get(model) or Q(**{f"{owner}__in": self.about}))

    def _codes_of_others(self) -> dict[int, str]:
        """The codes of those named in these rows: who else has residents, shares or homes."""
        named = (
            Q(pk__in=Alignment.objects.filter(home__in=self.homes).values("pcn"))
            | Q(pk__in=ResidentCount.objects.filter(home__in=self.homes).values("practice"))
            | Q(pk__in=Reallocation.objects.filter(pk__in=self.shared).values("freed_by"))
            | Q(
                pk__in=ReallocationShare.objects.filter(reallocation__in=self.shared).values(
                    "payee"
                )
            )
        )
        return dict(Organisation.objects.filter(named).values_list("pk", "code"))


def facts_about(payee: Organisation, commissioner: str) -> RunFacts:
    """What bears on one payee under one commissioner's specifications, as it stands now."""
    return facts_in(GatheredAbout(payee), commissioner)
