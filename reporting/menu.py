"""Which pages each person's menu offers, and where each of them starts."""

from __future__ import annotations

from dataclasses import dataclass

from carehomes.policy import reads_homes, reads_networks
from commissioning.accounts.policy import keeps_people
from commissioning.commissioner_tasks.policy import reads_tasks
from commissioning.jobs.policy import looks_after_jobs
from commissioning.models import Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for
from commissioning.specifications.publishing.policy import reads_specifications
from commissioning.web.addresses import address, stem
from payments.policy.claims import reads_claims
from payments.policy.decisions import reads_decisions
from payments.policy.forecasts import reads_forecasts, reads_totals
from payments.policy.queries import reads_queries
from payments.policy.recoveries import reads_recoveries
from payments.policy.runs import reads_every_payment, reads_runs
from payments.policy.sent_payments import reads_confirmations
from practices.policy.audits import audits_registers
from practices.policy.register import reads_practices
from practices.policy.returns import reads_returns
from practices.policy.sign_ups import reads_sign_ups
from reporting.policy.exceptions import reads_exceptions
from reporting.policy.messages import reads_deadlines, reads_messages
from reporting.policy.sitreps import reads_sitreps
from reporting.policy.uploads import uploads_files


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """The areas of the site, and the places of the area that a page lies in."""

    areas: tuple[Place, ...]
    places: tuple[Place, ...]


ALSO_IN = {  # pages of an area that lie beneath none of its places, by a route among them
    "invitations": "Register",
    "payments:ledger_codes": "Payments",
    "payments:line": "Payments",
    "payments:opt_out": "Sign-ups",
    "carehomes:plans": "Care homes",
    "payments:protected_amounts": "Payments",
    "carehomes:counting": "Care homes",
}

Offered = tuple[str, str, Permission]  # text, address, and whether the person may open it


def menu_for(user: User, path: str = "") -> Menu:
    """What a person is offered, with where they are: an area leads to its first place.

    Give the person as they act now (`commissioning.accounts.active_role.acting`).
    """
    areas = {
        name: [(text, href) for text, href, allowed in offered if allowed]
        for name, offered in _areas(user).items()
    }
    home = address("reporting:home")
    every = [href for places in areas.values() for _, href in places]
    under = (href for href in every if path.startswith(href) and (href != home or path == home))
    nearest = max(under, key=len, default="")
    also = next((area for route, area in ALSO_IN.items() if path.startswith(stem(route))), "")
    entries: list[Place] = []
    here: tuple[Place, ...] = ()
    for name, places in areas.items():
        if not places:
            continue
        is_here = name == also or any(href == nearest for _, href in places)
        text, href = (name, places[0][1]) if len(places) > 1 else places[0]
        entries.append(Place(text, href, current=is_here))
        if is_here and len(places) > 1:
            here = tuple(Place(text, href, current=href == nearest) for text, href in places)
    return Menu(tuple(entries), here)


def _areas(user: User) -> dict[str, list[Offered]]:
    """Everything that a menu can offer, by area and in order."""
    return {
        "Home": [("Home", address("reporting:home"), YES)],
        "Deadlines": [
            ("Deadlines", address("reporting:deadlines"), reads_deadlines(user)),
            ("Messages", address("reporting:messages"), reads_messages(user)),
        ],
        "Sign-ups": [
            ("Sign-ups", address("practices:sign_ups"), reads_sign_ups(user)),
            ("Deviations", address("practices:deviations"), reads_sign_ups(user)),
            ("Chases", address("practices:chases"), reads_sign_ups(user)),
        ],
        "Returns": [
            ("Returns", address("practices:returns"), reads_returns(user)),
            ("Audits", address("practices:audits"), audits_registers(user)),
        ],
        "Care homes": [
            ("Homes", address("carehomes:homes"), reads_homes(user)),
            *_own_network(user),
            ("Clinical leads", address("carehomes:leads"), reads_homes(user)),
            ("Alignments", address("carehomes:alignments"), reads_networks(user)),
            ("Medicines", address("carehomes:medicines"), reads_homes(user)),
            ("Out of hours", address("carehomes:out_of_hours"), reads_homes(user)),
            ("Exceptions", address("reporting:exceptions"), reads_exceptions(user)),
            ("Sitreps", address("reporting:sitreps"), reads_sitreps(user)),
            ("Milestones", address("carehomes:milestones"), reads_networks(user)),
        ],
        "Payments": [
            *_own_payments(user),
            ("Payment runs", address("payments:runs"), reads_runs(user)),
            ("Payees", address("payments:payees"), _several_payees(user)),
            ("Claims", address("payments:claims"), reads_claims(user)),
            ("Queries", address("payments:queries"), reads_queries(user)),
            ("Sent and confirmed", address("payments:confirmations"), reads_confirmations(user)),
            ("Owed back", address("payments:recoveries"), reads_recoveries(user)),
            ("Totals", address("payments:totals_now"), reads_totals(user)),
        ],
        "Decisions": [
            ("Decisions", address("payments:decisions"), reads_decisions(user)),
            ("Reallocations", address("payments:reallocations"), reads_recoveries(user)),
            ("Year end", address("payments:year_ends"), reads_every_payment(user)),
            ("Forecast", address("payments:forecast_now"), reads_forecasts(user)),
            ("What if", address("payments:what_if"), reads_forecasts(user)),
        ],
        "Specifications": [
            ("Specifications", address("specifications"), reads_specifications(user))
        ],
        "Register": [
            ("Practices", address("practices:practices"), reads_practices(user)),
            ("Networks", address("practices:networks"), reads_practices(user)),
            ("People", address("people"), keeps_people(user)),
            ("Tasks", address("tasks"), reads_tasks(user)),
            ("Upload files", address("reporting:register"), uploads_files(user)),
            ("Jobs", address("jobs"), looks_after_jobs(user)),
        ],
    }


def _several_payees(user: User) -> Permission:
    """The list of payees is for those who may see more than one."""
    if reads_every_payment(user) or acts_for(user, Role.PCN_DIRECTOR):
        return YES
    return YES if len(acts_for(user, Role.PRACTICE)) > 1 else no("There is one payee: your own")


def _own_payments(user: User) -> list[Offered]:
    """What one's own organisation is paid."""
    if reads_every_payment(user):
        return []
    own = [*acts_for(user, Role.PCN_DIRECTOR), *acts_for(user, Role.PRACTICE)][:1]
    return [
        ("What we are paid", address("payments:payee", code=organisation.code), YES)
        for organisation in own
    ]


def _own_network(user: User) -> list[Offered]:
    """A director's practices and homes on one page."""
    networks = acts_for(user, Role.PCN_DIRECTOR)[:1]
    return [
        ("Practices and homes", address("carehomes:network_homes", code=network.code), YES)
        for network in networks
    ]
