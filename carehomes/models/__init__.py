"""Care homes: their beds, leads, cover and the network each is aligned to; residents as counts."""

from carehomes.models.alignments import Alignment, AlignmentProposal
from carehomes.models.homes import BedCount, CareHome, Counting, HomeName
from carehomes.models.leads import ClinicalLead, LeadAnswer, Leadership
from carehomes.models.medicines import MedicinesNeed, MedicinesServices
from carehomes.models.milestones import MilestoneConfirmation
from carehomes.models.out_of_hours import OutOfHours, OutOfHoursGap
from carehomes.models.plans import PlanCount
from carehomes.models.residents import OutsideCount, ResidentCount
from carehomes.models.support import SupportCheck

__all__ = [
    "Alignment",
    "AlignmentProposal",
    "BedCount",
    "CareHome",
    "ClinicalLead",
    "Counting",
    "HomeName",
    "LeadAnswer",
    "Leadership",
    "MedicinesNeed",
    "MedicinesServices",
    "MilestoneConfirmation",
    "OutOfHours",
    "OutOfHoursGap",
    "OutsideCount",
    "PlanCount",
    "ResidentCount",
    "SupportCheck",
]
