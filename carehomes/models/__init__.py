"""Care homes: their beds, the network each is aligned to, and who lives there, as counts."""

from carehomes.models.alignments import Alignment
from carehomes.models.homes import BedCount, CareHome, HomeName
from carehomes.models.residents import ResidentCount

__all__ = ["Alignment", "BedCount", "CareHome", "HomeName", "ResidentCount"]
