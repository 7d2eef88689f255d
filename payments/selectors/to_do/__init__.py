"""What people have to do here, one module a subject; the home page puts all of it in order."""

from __future__ import annotations

from commissioning.to_do import Source
from payments.selectors.to_do import taking_part

SOURCES: tuple[Source, ...] = (taking_part.deviation_payments, taking_part.opt_outs)
