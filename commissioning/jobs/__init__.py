"""Long work: naming it, asking for it, doing it, and looking after what was left lying.

A kind of work is a function with a name:

    @work("statements", title="Statements of a run")
    def statements(running: Running) -> Outcome: ...

and is asked for inside an action, under a key that says what it brings about:

    ask_for("statements", key="statements:2020-06", by=person, run="2020-06")

Work that is `whole` is done in one transaction together with the note that it is done: once or not
at all, whenever its worker dies. Other work goes in steps; each step has a unique key of its own,
and is found done when the work is begun again.

Small work is done at once, while whoever asked for it waits: `do_now(ask_for(…, size=39))`. How
much is small is said once, by `Job.is_small`. Work that is large for one worker answers with
`Shared`: its parts are jobs of their own, and once all are done it is begun again.
"""

from commissioning.jobs.asking import ask_for, begin_anew, nudge, nudge_later
from commissioning.jobs.doing import UNKNOWN, do, do_now
from commissioning.jobs.kinds import (
    KINDS,
    LostClaimError,
    Outcome,
    Piece,
    Running,
    Shared,
    parts_done,
    seen_by_kind,
    work,
)
from commissioning.jobs.looking_after import DEAD, PATIENCE, broker_answers, look_after, seen
from commissioning.jobs.reasons import NO_ROOM

__all__ = [
    "DEAD",
    "KINDS",
    "NO_ROOM",
    "PATIENCE",
    "UNKNOWN",
    "LostClaimError",
    "Outcome",
    "Piece",
    "Running",
    "Shared",
    "ask_for",
    "begin_anew",
    "broker_answers",
    "do",
    "do_now",
    "look_after",
    "nudge",
    "nudge_later",
    "parts_done",
    "seen",
    "seen_by_kind",
    "work",
]
