"""A small commissioner with a year of facts, from which the real actions make real runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from carehomes.models import Alignment, BedCount, CareHome
from commissioning.domain.periods import Month
from commissioning.models import (
    Organisation,
    Role,
    RoleMembership,
    SpecificationVersion,
    User,
)
from commissioning.specifications.publishing.actions import (
    Minuted,
    approve_specification,
    publish_specification,
)
from payments.actions.runs import approve_run, prepare_run
from payments.models import Decision, LedgerCode, PaymentRun
from practices.models import ListSize, Membership, RegisterCount, SignUp
from tests.factories.specifications import MINUTED
from tests.running.remembered import made_once

LIST_DAY = date(2020, 1, 1)
SPECIFICATIONS = (
    "proactive-care",
    "enhanced-health-in-care-homes",
    "covid-costs",
    "coordinated-care",
)


def a_person(email: str, *roles: Role) -> User:
    """Someone who holds these roles for the commissioner."""
    person = User.objects.create_user(email=email, name=email.split("@", maxsplit=1)[0].title())
    for role in roles:
        RoleMembership.objects.create(person=person, role=role, starts_on=date(2016, 4, 1))
    return person


@dataclass
class Year:
    """The commissioner 02X, one network, and whoever a test adds."""

    commissioner: Organisation = field(init=False)
    network: Organisation = field(init=False)
    publisher: User = field(init=False)
    preparer: User = field(init=False)
    approver: User = field(init=False)
    specifications: tuple[str, ...] = ("proactive-care",)

    def __post_init__(self) -> None:
        made_once(("year", self.specifications), self._make)
        self.publisher = User.objects.get(email="published@nhs.example")
        self.preparer = User.objects.get(email="priya@nhs.example")
        self.approver = User.objects.get(email="alan@nhs.example")
        self.commissioner = Organisation.objects.get(code="02X")
        self.network = Organisation.objects.get(code="U72999")

    def _make(self) -> None:
        """Who and what is there from the first, the specifications published by real actions."""
        self.publisher = a_person("published@nhs.example", Role.PRIMARY_CARE)
        second = a_person("seconded@nhs.example", Role.PRIMARY_CARE)
        a_person("priya@nhs.example", Role.FINANCE)
        a_person("alan@nhs.example", Role.FINANCE)
        kinds = Organisation.Kind
        self.commissioner = Organisation.objects.create(
            code="02X", kind=kinds.COMMISSIONER, name="NHS DONCASTER CCG"
        )
        self.a_network("U72999", "4 DONCASTER PCN")
        for code in self.specifications:
            self.publishes(code, approved_by=second)

    def publishes(
        self, code: str, *, approved_by: User | None = None, minuted: Minuted = MINUTED
    ) -> None:
        """Publish a specification, and have a second person approve it."""
        folder = Path(settings.BASE_DIR) / "commissioning/specifications/data"
        text = (folder / f"{code}.toml").read_text()
        version, _ = publish_specification(text=text, by=self.publisher)
        second = approved_by or User.objects.get(email="seconded@nhs.example")
        approve_specification(version=version, minuted=minuted, by=second)

    def a_network(self, code: str, name: str) -> Organisation:
        network = Organisation.objects.create(
            code=code, kind=Organisation.Kind.PCN, name=name, opened_on=date(2019, 7, 1)
        )
        Membership.objects.create(
            member=network, group=self.commissioner, group_kind=self.commissioner.kind
        )
        return network

    def a_practice(
        self,
        code: str,
        name: str,
        patients: int | None = 7423,
        *,
        network: Organisation | None = None,
    ) -> Organisation:
        """A practice with a list on 1 January 2020, unless that is what is missing."""
        practice = Organisation.objects.create(
            code=code, kind=Organisation.Kind.PRACTICE, name=name, opened_on=date(1974, 4, 1)
        )
        for group in (self.commissioner, network or self.network):
            Membership.objects.create(member=practice, group=group, group_kind=group.kind)
        for kind in ("raw", "weighted") if patients is not None else ():
            ListSize.objects.create(
                practice=practice,
                kind=kind,
                counted_on=LIST_DAY,
                stands_for=LIST_DAY,
                patients=Decimal(patients or 0),
                source="NHS Digital, Patients Registered at a GP Practice",
            )
        return practice

    def a_crowd(self, number: int, first: str = "M") -> None:
        """So many practices at once, each with its list and signed up to both elements."""
        version = SpecificationVersion.objects.get(code="proactive-care")
        kind = Organisation.Kind.PRACTICE
        made = Organisation.objects.bulk_create(
            Organisation(code=f"{first}{each:05}", kind=kind, name=f"PRACTICE {each}")
            for each in range(number)
        )
        Membership.objects.bulk_create(
            Membership(member=each, group=group, group_kind=group.kind)
            for each in made
            for group in (self.commissioner, self.network)
        )
        ListSize.objects.bulk_create(
            ListSize(
                practice=each,
                counted_on=LIST_DAY,
                stands_for=LIST_DAY,
                patients=5000 + place,
                source="NHS Digital, Patients Registered at a GP Practice",
            )
            for place, each in enumerate(made)
        )
        SignUp.objects.bulk_create(
            SignUp(
                practice=each,
                specification="proactive-care",
                version=version,
                element=element,
                response="signed",
                responded_on=date(2020, 5, 22),
            )
            for each in made
            for element in ("proactive-care", "care-homes")
        )

    def signs(
        self,
        practice: Organisation,
        *elements: str,
        on: date = date(2020, 5, 22),
        register: int | None = 150,
        response: str = "signed",
        specification: str = "proactive-care",
    ) -> None:
        """Sign, or decline, elements (both of proactive care's unless some are named)."""
        version = SpecificationVersion.objects.filter(code=specification).latest("pk")
        for element in elements or ("proactive-care", "care-homes"):
            SignUp.objects.update_or_create(
                practice=practice,
                specification=specification,
                element=element,
                defaults={"version": version, "response": response, "responded_on": on},
            )
        if register is not None:
            RegisterCount.objects.create(
                practice=practice,
                specification=specification,
                counted_on=on,
                patients=register,
                kind=RegisterCount.Kind.DECLARED,
                source=f"sign-up form, {on.day} {on:%B %Y}",
            )

    def a_home(
        self, location: str, name: str, beds: int, *, network: Organisation | None = None
    ) -> CareHome:
        """A nursing home aligned to a network from 1 August 2020."""
        home = CareHome.objects.create(
            location_id=location, name=name, nursing=True, registered_on=date(2011, 1, 24)
        )
        BedCount.objects.create(
            home=home,
            beds=beds,
            starts_on=date(2020, 8, 1),
            counted_on=date(2020, 8, 1),
            source="CQC care directory",
        )
        Alignment.objects.create(home=home, pcn=network or self.network, starts_on=date(2020, 8, 1))
        return home

    def decides(self, organisation: Organisation, kind: str, outcome: str, **more: object) -> None:
        """Record a decision of the commissioner."""
        said = {
            "specification": "proactive-care",
            "reason": "as minuted",
            "decided_by": "Primary Care Committee",
            "decided_on": date(2021, 4, 20),
        } | more
        Decision.objects.create(organisation=organisation, kind=kind, outcome=outcome, **said)

    def prepared(self, month: str, **more: object) -> PaymentRun:
        return prepare_run(month=Month.parse(month), by=self.preparer, **more)  # type: ignore[arg-type]

    def approved(self, month: str, **more: object) -> PaymentRun:
        return approve_run(run=self.prepared(month, **more), by=self.approver)


def a_ledger_code(specification: str = "", term: str = "", **more: str) -> LedgerCode:
    """Where a term is charged to; nothing named: any term."""
    said = {
        "entity": "02X",
        "cost_centre": "571101",
        "account": "52161001",
        "creditor_account": "21111001",
        "accrual_account": "21121001",
        "debtor_account": "12111001",
    } | more
    code, _ = LedgerCode.objects.update_or_create(
        specification=specification, term=term, defaults=said
    )
    return code
