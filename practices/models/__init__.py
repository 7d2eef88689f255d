"""Practices and networks, their lists, and what they have answered and sent."""

from practices.models.chases import Chase
from practices.models.list_sizes import ListSize
from practices.models.organisations import (
    Membership,
    OrganisationName,
    Practice,
    PrimaryCareNetwork,
)
from practices.models.registers import RegisterCount
from practices.models.return_forms import Discussion, Indicator, ReturnForm, ReturnStep
from practices.models.returns import Return
from practices.models.sign_ups import SignUp

__all__ = [
    "Chase",
    "Discussion",
    "Indicator",
    "ListSize",
    "Membership",
    "OrganisationName",
    "Practice",
    "PrimaryCareNetwork",
    "RegisterCount",
    "Return",
    "ReturnForm",
    "ReturnStep",
    "SignUp",
]
