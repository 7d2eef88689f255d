"""Which pages each person's menu offers, and where each of them starts."""

from __future__ import annotations

from dataclasses import dataclass

from carehomes.policy import reads_homes
from commissioning.models import Role, User
from commissioning.policy import YES, Decision, acts_for, reads_specifications, reads_tasks
from commissioning.policy.people import keeps_people
from payments.policy import reads_every_payment, reads_runs
from payments.policy.claims import reads_claims
from payments.policy.decisions import reads_decisions
from payments.policy.forecasts import reads_forecasts, reads_totals
from payments.policy.outgoing import reads_confirmations
from payments.policy.queries import reads_queries
from payments.policy.recoveries import reads_recoveries
from practices.policy.audits import audits_registers
from practices.policy.register import reads_practices
from practices.policy.returns import reads_returns
from practices.policy.sign_ups import reads_sign_ups
from reporting.policy import uploads_files


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu."""

    text: str
    href: str
    current: bool = False


def places_for(user: User, path: str = "") -> list[Place]:
    """The menu of a person; the entry under which `path` lies most closely is marked.

    Give the person as they act now (`commissioning.acting.acting`).
    """
    found = _places(user)
    under = (href for _, href in found if path.startswith(href) and (href != "/" or path == "/"))
    nearest = max(under, key=len, default=None)
    return [Place(text, href, current=href == nearest) for text, href in found]


def _places(user: User) -> list[tuple[str, str]]:
    """Everything that a menu can offer, in order; each where the person may open it."""
    offered: list[tuple[str, str, Decision]] = [
        ("Home", "/", YES),
        ("Payment runs", "/runs/", reads_runs(user)),
        ("Sign-ups", "/sign-ups/", reads_sign_ups(user)),
        ("Returns", "/returns/", reads_returns(user)),
        *_payments(user),
        *_care_homes(user),
        ("Sent and confirmed", "/confirmations/", reads_confirmations(user)),
        ("Decisions", "/decisions/", reads_decisions(user)),
        ("Reallocations", "/reallocations/", reads_recoveries(user)),
        ("Owed back", "/recoveries/", reads_recoveries(user)),
        ("Year end", "/year-end/", reads_every_payment(user)),
        ("People", "/people/", keeps_people(user)),
        ("Claims", "/claims/", reads_claims(user)),
        ("Queries", "/queries/", reads_queries(user)),
        ("Specifications", "/specifications/", reads_specifications(user)),
        ("Forecast", "/forecast/", reads_forecasts(user)),
        ("What if", "/what-if/", reads_forecasts(user)),
        ("Totals", "/totals/", reads_totals(user)),
        ("Practices", "/practices/", reads_practices(user)),
        ("Audits", "/audits/", audits_registers(user)),
        ("Tasks", "/tasks/", reads_tasks(user)),
        ("Upload files", "/register/", uploads_files(user)),
    ]
    return [(text, href) for text, href, allowed in offered if allowed]


def _payments(user: User) -> list[tuple[str, str, Decision]]:
    """What is paid: to everybody for the CCG, else to one's own organisation."""
    if reads_every_payment(user):
        return [("Payees", "/payees/", YES)]
    networks = acts_for(user, Role.PCN_DIRECTOR)
    own = [*networks, *acts_for(user, Role.PRACTICE)]
    if not own:
        return []
    payments = [("Payments", f"/payees/{own[0].code}/", YES)]
    if len(own) > 1 or networks:
        payments.append(("Payees", "/payees/", YES))
    return payments


def _care_homes(user: User) -> list[tuple[str, str, Decision]]:
    """The care homes; for a director the network's practices and homes on one page too."""
    places = [("Care homes", "/homes/", reads_homes(user))]
    networks = acts_for(user, Role.PCN_DIRECTOR)[:1]
    places += [
        ("Practices and homes", f"/networks/{each.code}/care-homes/", YES) for each in networks
    ]
    return places
