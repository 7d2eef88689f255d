"""Forms in the NHS.UK look: what a field is called, how wide it is, and how it is drawn."""

from commissioning.web.forms.base import NhsForm, NhsModelForm
from commissioning.web.forms.dates import DateParts, NhsDateField
from commissioning.web.forms.files import EvidenceField
from commissioning.web.forms.looks import Look

__all__ = ["DateParts", "EvidenceField", "Look", "NhsDateField", "NhsForm", "NhsModelForm"]
