"""Long work: enqueue it, run it, supervise it.

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
