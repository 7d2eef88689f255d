"""Let a person in, and print a link to set a password."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.accounts.actions.people import LetIn, let_person_in, make_password_link
from commissioning.accounts.console import person
from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.imports.command import day
from commissioning.models import Organisation, Role
from commissioning.web.site_url import site_address

# Outside production the day can be set to any of the years that the specifications cover, and a
# person let in at one of them can act on all. In production a role starts today.
FIRST_DAY = date(2016, 4, 1)


class Command(BaseCommand):
    help = (
        "Lets a person in with a role, and prints a link to set a password, which works once. "
        "Run again for another role, or for another link."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", required=True, choices=Role.values, help="what they do")
        parser.add_argument(
            "--organisation",
            metavar="CODE",
            help="whom they act for, by ODS code: a practice for the role practice, a network for "
            "pcn-director; the commissioner for the others, unless said",
        )
        parser.add_argument("--name", default="", help="how they are called on screen")
        parser.add_argument(
            "--from", dest="starts_on", type=day, metavar="DATE", help="when the role starts"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who lets them in (default: console)")

    def handle(self, **options: Any) -> None:
        by = person(options["by"])
        organisation = find(options["organisation"]) if options["organisation"] else None
        try:
            admission = let_person_in(
                email=options["email"].strip(),
                role=Role(options["role"]),
                organisation=organisation,
                starts_on=options["starts_on"] or (today() if settings.PRODUCTION else FIRST_DAY),
                by=by,
                name=options["name"],
            )
            path = make_password_link(person=admission.person, by=by)
        except PermissionDenied as refused:
            raise CommandError(f"{refused}. Nothing was changed.") from None
        except ValidationError:
            raise CommandError(
                f"“{options['email']}” is not an e-mail address: write it as name@example.nhs.uk"
            ) from None
        self.stdout.write(said(admission))
        self.stdout.write(f"To set a password, once, within three days: {site_address()}{path}")


def find(code: str) -> Organisation:
    """An organisation by its code. Raises CommandError saying how to bring it in."""
    organisation = Organisation.objects.filter(code=code.strip().upper()).first()
    if organisation is None:
        raise CommandError(
            f"--organisation: {code} is not on record: bring practices in with import_practices, "
            "networks with import_pcns"
        )
    return organisation


def said(admission: LetIn) -> str:
    membership = admission.membership
    role = membership.get_role_display()
    whom = f" for {membership.organisation}" if membership.organisation else ""
    since = f"from {written(membership.starts_on)}"
    if admission.person_is_new:
        return f"{admission.person.email} is let in: {role}{whom}, {since}."
    if admission.role_is_new:
        return f"{admission.person.email} now has the role {role}{whom}, {since}."
    return f"{admission.person.email} has the role {role}{whom} already, {since}."
