"""What the demo prints when it is loaded: who is paid what, where files are, who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commissioning.domain.money import pounds
from commissioning.models import Role
from demo.script import Year
from demo.selectors import let_in
from payments.models import PaymentRun
from payments.selectors.exports import payee_totals

INVENTED = (
    "The practices, networks and homes are real. What they answer, count, send and claim here is\n"
    "invented, and so are all the people: no real organisation's behaviour is asserted."
)


def summary(year: Year, run: PaymentRun | None, exports: Path) -> Iterator[str]:
    """The lines of the summary. No run: the year has not been played that far.

    The files are made when they are asked for: they are a third of the work of loading the year.
    """
    yield INVENTED
    yield ""
    if run is not None:
        yield from _totals(run)
        yield ""
        if exports.is_dir():
            yield f"Files of {year.run}: {exports}"
        else:
            yield f"To write the files of {year.run} to {exports}: ./run manage load_demo --exports"
        yield ""
    yield f"Who can sign in, all with the password {year.password}"
    for person in let_in(year.people):
        whom = f" {person.organisation}" if person.organisation else ""
        yield f"  {person.email:27} {Role(person.role).label}{whom}"


def _totals(run: PaymentRun) -> Iterator[str]:
    month = f"{run.month:%B %Y}"
    yield f"Payment run of {month}, {run.get_status_display().lower()}"
    yield f"{'Payee':7} {'Name':42} {'Amount':>14}"
    for each in payee_totals(run):
        yield f"{each.payee_code:7} {each.payee_name[:42]:42} {pounds(each.amount):>14}"
    yield f"{'Total':7} {'':42} {pounds(run.total):>14}"
