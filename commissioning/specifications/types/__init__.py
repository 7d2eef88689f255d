"""What a specification says, as plain values that know nothing of files, clocks or databases.

Numbers and dates come from the specification's file; the formulas that use them are in
`payments/rules`.
"""

from commissioning.specifications.types.document import (
    Element,
    Interpretation,
    Specification,
)
from commissioning.specifications.types.duties import (
    AgreedRegister,
    Deadline,
    Occasion,
    Offers,
    Question,
    Reminder,
    Return,
    SignUpRule,
    Silence,
    Sitrep,
    SitrepQuestion,
)
from commissioning.specifications.types.payments import (
    AtYearEnd,
    Cap,
    ClaimCategory,
    Condition,
    ConditionKind,
    ListBasis,
    OnClaim,
    PaymentTerm,
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
    ProtectedAmount,
    Rate,
    RewardedYear,
    TermBasics,
    rate_on,
)

__all__ = [
    "AgreedRegister",
    "AtYearEnd",
    "Cap",
    "ClaimCategory",
    "Condition",
    "ConditionKind",
    "Deadline",
    "Element",
    "Interpretation",
    "ListBasis",
    "Occasion",
    "Offers",
    "OnClaim",
    "PaymentTerm",
    "PerBed",
    "PerListedPatient",
    "PerRegisterPatient",
    "ProtectedAmount",
    "Question",
    "Rate",
    "Reminder",
    "Return",
    "RewardedYear",
    "SignUpRule",
    "Silence",
    "Sitrep",
    "SitrepQuestion",
    "Specification",
    "TermBasics",
    "rate_on",
]
