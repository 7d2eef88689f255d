"""Share out money that declines set free."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.clock import today
from commissioning.domain.money import pounds
from commissioning.domain.periods import Month
from payments.actions.reallocations import (
    approve_reallocation,
    propose_reallocation,
    withdraw_reallocation,
)
from payments.management.commands.payment_run import person
from payments.models import Reallocation
from payments.selectors.pots import pots


class Command(BaseCommand):
    """List the pots, propose to share one, approve a proposal."""

    help = "List what declines set free; propose to share it among those who cover; approve."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        listing = steps.add_parser("list", help="what was set free, shared and is left")
        listing.add_argument("--until", metavar="YYYY-MM", help="whole months up to this one")
        propose = steps.add_parser("propose", help="share a pot by residents or list")
        propose.add_argument("specification")
        propose.add_argument("term")
        propose.add_argument("element")
        propose.add_argument("practice", help="the practice that declined")
        propose.add_argument("--until", required=True, metavar="YYYY-MM")
        propose.add_argument("--to", required=True, nargs="+", metavar="CODE")
        propose.add_argument("--basis", default="residents", choices=Reallocation.Basis.values)
        propose.add_argument("--reason", required=True)
        propose.add_argument("--by", required=True, metavar="EMAIL")
        approve = steps.add_parser("approve", help="approve a proposal by its number")
        approve.add_argument("number", type=int)
        approve.add_argument("--by", required=True, metavar="EMAIL")
        withdraw = steps.add_parser("withdraw", help="withdraw a proposal nobody has approved")
        withdraw.add_argument("number", type=int)
        withdraw.add_argument("--reason", required=True)
        withdraw.add_argument("--by", required=True, metavar="EMAIL")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            getattr(self, options["step"])(options)
        except ValidationError as wrong:
            raise CommandError("; ".join(wrong.messages)) from wrong
        except (PermissionDenied, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def list(self, options: dict[str, Any]) -> None:
        until = Month.parse(options["until"]) if options["until"] else Month.of(today())
        freed_pots = pots(until)
        if not freed_pots:
            self.stdout.write(f"Nothing has been set free by {until}: no decline is on record")
        for pot in freed_pots:
            left = f"{pounds(pot.left)} left"
            if pot.left < 0:
                left = f"{pounds(-pot.left)} more is shared than is set free: decide what follows"
            self.stdout.write(
                f"{pot.practice} {pot.specification} {pot.element} {pot.term}:"
                f" {pounds(pot.freed)} set free, {pounds(pot.shared)} shared, {left}"
            )

    def propose(self, options: dict[str, Any]) -> None:
        proposal = propose_reallocation(
            specification=options["specification"],
            term=options["term"],
            element=options["element"],
            freed_by=options["practice"],
            until=Month.parse(options["until"]),
            payees=options["to"],
            basis=options["basis"],
            reason=options["reason"],
            by=person(options["by"]),
        )
        self.stdout.write(f"Proposal {proposal.pk}: {pounds(proposal.amount)} shared by weight")
        for share in proposal.shares.select_related("payee").order_by("payee__code"):
            self.stdout.write(f"  {share.payee.code} {share.weight}: {pounds(share.amount)}")

    def approve(self, options: dict[str, Any]) -> None:
        proposal = numbered(options["number"])
        approve_reallocation(proposal=proposal, by=person(options["by"]))
        self.stdout.write(f"Approved proposal {proposal.pk}: paid in the next run")

    def withdraw(self, options: dict[str, Any]) -> None:
        proposal = numbered(options["number"])
        withdraw_reallocation(proposal=proposal, by=person(options["by"]), reason=options["reason"])
        self.stdout.write(f"Withdrew proposal {options['number']}")


def numbered(number: int) -> Reallocation:
    """Find a proposal. Raises CommandError where there is none."""
    proposal = Reallocation.objects.filter(pk=number).first()
    if proposal is None:
        raise CommandError(f"There is no proposal {number}")
    return proposal
