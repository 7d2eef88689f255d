"""The registers that practices agree with the commissioner, and what they are held to."""

from __future__ import annotations

from django.db.models import QuerySet

from commissioning.models import Organisation, User
from commissioning.specifications.schema import AgreedRegister
from practices.models import RegisterMessage, RegisterProposal
from practices.selectors.answering import answering_visible_to, asking_specification
from practices.selectors.list_sizes import ListOn, list_size_on


def rule_of(specification: str) -> AgreedRegister | None:
    """How a specification has a register agreed, if it has."""
    current_specification = asking_specification(specification)
    return current_specification.sign_up.agreed_register if current_specification else None


def list_held_to(practice: Organisation, specification: str) -> ListOn | None:
    """The list whose share the register should reach, where it is on record."""
    rule = rule_of(specification)
    return list_size_on(practice, rule.list.on, rule.list.kind) if rule else None


def proposals_visible_to(user: User) -> QuerySet[RegisterProposal]:
    """The registers proposed by practices that a person may see, the newest first."""
    proposals = RegisterProposal.objects.filter(practice__in=answering_visible_to(user))
    return proposals.select_related("practice", "asked_by", "decided_by").order_by(
        "-asked_on", "-pk"
    )


def messages_about(proposal: RegisterProposal) -> list[RegisterMessage]:
    """What was said about a register, in order."""
    return list(proposal.messages.select_related("written_by"))
