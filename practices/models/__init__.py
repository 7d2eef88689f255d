"""Practices and networks, their lists, and what they have answered and sent."""

from practices.models.agreed_registers import RegisterMessage, RegisterProposal
from practices.models.chases import Chase
from practices.models.deviations import Deviation
from practices.models.funding_questions import FundingQuestion, FundingUse
from practices.models.list_sizes import ListSize
from practices.models.offers import Offer
from practices.models.organisations import (
    Membership,
    OrganisationName,
    Practice,
    PrimaryCareNetwork,
)
from practices.models.partnerships import Partnership
from practices.models.registers import AuditReferral, RegisterCount
from practices.models.requests import Asked, Discussed
from practices.models.return_forms import Discussion, Indicator, ReturnForm, ReturnStep
from practices.models.returns import Return
from practices.models.shared_sign_ups import SharedSignUps
from practices.models.sign_up_requests import SignUpRequest
from practices.models.sign_ups import SignUp

__all__ = [
    "Asked",
    "AuditReferral",
    "Chase",
    "Deviation",
    "Discussed",
    "Discussion",
    "FundingQuestion",
    "FundingUse",
    "Indicator",
    "ListSize",
    "Membership",
    "Offer",
    "OrganisationName",
    "Partnership",
    "Practice",
    "PrimaryCareNetwork",
    "RegisterCount",
    "RegisterMessage",
    "RegisterProposal",
    "Return",
    "ReturnForm",
    "ReturnStep",
    "SharedSignUps",
    "SignUp",
    "SignUpRequest",
]
