"""What people have to do here, one module a subject; the home page puts all of it in order."""

from __future__ import annotations

from commissioning.web.to_do import Source
from practices.selectors.to_do import audits, returns, sign_ups

SOURCES: tuple[Source, ...] = (
    audits.audits,
    returns.returns_to_do,
    sign_ups.answers,
    sign_ups.funding,
    sign_ups.registers,
    sign_ups.requests,
)
