"""Which files a person may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commissioning.models import Attachment, Role, User
from commissioning.policy.roles import holds, roles_today

READS_ALL = (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY)


def attachments_visible_to(user: User) -> QuerySet[Attachment]:
    """For the CCG all; for others those of the organisations they act for, and their own."""
    if holds(user, *READS_ALL):
        return Attachment.objects.all()
    organisations = [
        membership.organisation_id for membership in roles_today(user) if membership.organisation_id
    ]
    return Attachment.objects.filter(Q(organisation__in=organisations) | Q(uploaded_by=user))
