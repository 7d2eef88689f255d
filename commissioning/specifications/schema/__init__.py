"""What a specification says: its file is read whole, or every mistake in it is told at once.

Frozen values that know nothing of clocks or databases. Numbers and dates come from the file; the
formulas that use them are in `payments/rules`.
"""

from commissioning.specifications.schema.claims import (
    ClaimCategory,
    OnClaim,
    ProtectedAmount,
    Replacement,
)
from commissioning.specifications.schema.document import (
    Element,
    Interpretation,
    InterpretationOption,
    Specification,
)
from commissioning.specifications.schema.duties import (
    AgreedRegister,
    Deadline,
    Occasion,
    Offers,
    Question,
    RequiredReturn,
    SignUpRule,
    Silence,
)
from commissioning.specifications.schema.fields import ListBasis, RawList, Reminder
from commissioning.specifications.schema.kinds import PaymentTerm
from commissioning.specifications.schema.mistakes import Mistake, SpecificationError
from commissioning.specifications.schema.payments import (
    Cap,
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
    Rate,
    RatedTerm,
    RegisteredService,
    Term,
    rate_on,
)
from commissioning.specifications.schema.reading import read_specification
from commissioning.specifications.schema.sitrep import SitrepQuestion, WeeklySitrep
from commissioning.specifications.schema.year_end import (
    AtYearEnd,
    Condition,
    DecisionCondition,
    ParticipationCondition,
    RegisterCondition,
    ReturnCondition,
    RewardedYear,
)

__all__ = [
    "AgreedRegister",
    "AtYearEnd",
    "Cap",
    "ClaimCategory",
    "Condition",
    "Deadline",
    "DecisionCondition",
    "Element",
    "Interpretation",
    "InterpretationOption",
    "ListBasis",
    "Mistake",
    "Occasion",
    "Offers",
    "OnClaim",
    "ParticipationCondition",
    "PaymentTerm",
    "PerBed",
    "PerListedPatient",
    "PerRegisterPatient",
    "ProtectedAmount",
    "Question",
    "Rate",
    "RatedTerm",
    "RawList",
    "RegisterCondition",
    "RegisteredService",
    "Reminder",
    "Replacement",
    "RequiredReturn",
    "ReturnCondition",
    "RewardedYear",
    "SignUpRule",
    "Silence",
    "SitrepQuestion",
    "Specification",
    "SpecificationError",
    "Term",
    "WeeklySitrep",
    "rate_on",
    "read_specification",
]
