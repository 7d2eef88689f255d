"""Who may audit registers, and of which practices."""

from __future__ import annotations

from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import Permission, no
from commissioning.policy.roles import only, roles_today
from practices.models import AuditReferral, RegisterCount

# Count registers for the commissioner; of which practices, `can_audit` says.
audits_registers = only(
    Role.PRIMARY_CARE,
    Role.DATA_QUALITY,
    reason="Only the data quality team and the CCG's primary care team record an audit",
    console=True,
)


def can_audit(user: User, practice: Organisation) -> Permission:
    """Audit a practice's register. Nobody audits a practice they work for."""
    allowed = audits_registers(user)
    if allowed and any(
        membership.organisation_id == practice.pk for membership in roles_today(user)
    ):
        return no(f"You work for {practice}: somebody else audits its register")
    return allowed


def can_refer_audit(user: User, count: RegisterCount) -> Permission:
    """Send what an audit found to the commissioner for a decision, once."""
    if count.kind == RegisterCount.Kind.DECLARED:
        return no("A practice declared this count: only what an audit found is sent for a decision")
    allowed = can_audit(user, count.practice)
    if allowed and AuditReferral.objects.filter(count=count).exists():
        return no("This audit is sent for a decision already")
    return allowed
