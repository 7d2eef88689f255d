"""People and roles, organisations, specifications and the audit trail."""

from commissioning.models.attachments import Attachment
from commissioning.models.audit import AuditEvent
from commissioning.models.editions import Edition
from commissioning.models.invitations import Invitation
from commissioning.models.jobs import Heartbeat, Job, is_small
from commissioning.models.organisations import Organisation
from commissioning.models.people import CONSOLE, Role, RoleMembership, User
from commissioning.models.publishing import Agreement, Approval, SpecificationDraft
from commissioning.models.specifications import SpecificationVersion
from commissioning.models.tasks import Task
from commissioning.models.uploads import Upload

__all__ = [
    "CONSOLE",
    "Agreement",
    "Approval",
    "Attachment",
    "AuditEvent",
    "Edition",
    "Heartbeat",
    "Invitation",
    "Job",
    "Organisation",
    "Role",
    "RoleMembership",
    "SpecificationDraft",
    "SpecificationVersion",
    "Task",
    "Upload",
    "User",
    "is_small",
]
