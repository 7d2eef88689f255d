"""People around the returns of C86001, and what they answer."""

from __future__ import annotations

from datetime import date

from commissioning.models import Organisation, Role, RoleMembership, User
from tests.factories.years import Year, a_person

WRITTEN = {
    "worked-well": "Visits were planned",
    "not-worked-well": "Templates",
    "barriers": "Time",
    "changes": "One template for all",
}
ROW = {
    "nrls": "yes",
    "eps": "yes",
    "optimise-rx": "no",
    "online-services": "yes",
    "doctorlink": "plan",
    "plan-of-doctorlink": "Connected by 1 December",
    "diabetes-prevention": "yes",
    "medicines-team-access": "yes",
    "signed-by": "Gita Thorn",
    "sent-how": "As a row of the network’s form",
}
REPORT = {
    "reviewed": "62.5",
    "named-professionals": "Two community matrons, 70 each",
    "single-plan": "90%",
    "attendances": "1,204",
    "admissions": "310",
    "confidence": "yes",
    "mdt-evidence": "Minutes",
    "mdt-members": "GP, matron, pharmacist",
    "mdt-frequency": "Every month",
    "referrals": "12 to falls prevention",
    "record-consents": "88",
    "interventions": "Weekly rounds",
    "feedback": "Good",
    "benefits": "Fewer admissions",
    "with-practices": "",
}


def holder(email: str, role: Role, code: str | None = None) -> User:
    person = a_person(email)
    organisation = Organisation.objects.get(code=code) if code else None
    RoleMembership.objects.create(
        person=person, role=role, organisation=organisation, starts_on=date(2016, 4, 1)
    )
    return person


def people_of(year: Year) -> dict[str, User]:
    """Two people of C86001 and one of C86002, which take part; a director; two of the CCG."""
    for code in ("C86001", "C86002"):
        practice = Organisation.objects.get(code=code)
        year.signs(practice)
        year.signs(practice, "coordinated-care", specification="coordinated-care", register=None)
    return {
        "gita": holder("gita@nhs.example", Role.PRACTICE, "C86001"),
        "hal": holder("hal@nhs.example", Role.PRACTICE, "C86001"),
        "other": holder("other@nhs.example", Role.PRACTICE, "C86002"),
        "director": holder("leo@nhs.example", Role.PCN_DIRECTOR, "U72999"),
        "amal": holder("amal@nhs.example", Role.PRIMARY_CARE),
        "beth": holder("beth@nhs.example", Role.PRIMARY_CARE),
    }
