"""Forms in the NHS.UK look: what a field is called, how wide it is, and how it is drawn."""

from commissioning.forms.base import NhsForm, NhsModelForm
from commissioning.forms.dates import DateParts, NhsDateField
from commissioning.forms.files import EvidenceField
from commissioning.forms.looks import Look

__all__ = ["DateParts", "EvidenceField", "Look", "NhsDateField", "NhsForm", "NhsModelForm"]
