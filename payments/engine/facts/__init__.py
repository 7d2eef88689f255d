"""Gathers every fact that payments rest on, now or as it stood at a moment, in a few queries."""

from __future__ import annotations

from datetime import datetime

from payments.engine.facts.homes import homes_in
from payments.engine.facts.practices import organisations_in
from payments.engine.facts.reallocations import shares_in
from payments.engine.facts.rows import Gathered
from payments.rules.facts import RunFacts


def gather(commissioner: str, at: datetime | None = None) -> RunFacts:
    """Everything known of one commissioner's practices, networks and homes.

    `at` asks for what was on record at a moment; without it, for what is on record now.
    """
    return facts_in(Gathered(at), commissioner)


def facts_in(rows: Gathered, commissioner: str) -> RunFacts:
    """What the gathered rows say of one commissioner's practices, networks and homes."""
    networks, practices = organisations_in(rows, commissioner)
    return RunFacts(
        practices=practices,
        networks=networks,
        homes=homes_in(rows),
        shares=shares_in(rows),
    )
