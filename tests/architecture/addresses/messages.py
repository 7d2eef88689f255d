"""Messages: one's own, and another's; and the calendar that knows an address."""

from __future__ import annotations

from datetime import date

from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.web.site_url import hash_of
from reporting.models import CalendarFeed, Message
from tests.factories.years import Year

OWN, OTHER = 900_201, 900_202
BOTH = ({"key": OWN}, {"key": OTHER})
ABOUT = {
    "reporting:feed": ({"token": "a-known-address"}, {"token": "an-unknown-address"}),
    "reporting:message": BOTH,
    "reporting:message_again": BOTH,
    "reporting:message_bounced": BOTH,
}


def prepare(year: Year) -> None:
    """One message to somebody of each practice, which perhaps was not sent."""
    for pk, code in ((OWN, "C86001"), (OTHER, "C86003")):
        organisation = Organisation.objects.get(code=code)
        person = User.objects.create_user(f"told-{code.lower()}@who.example")
        RoleMembership.objects.create(
            person=person, role=Role.PRACTICE, organisation=organisation, starts_on=date(2016, 4, 1)
        )
        Message.objects.create(
            pk=pk,
            key=f"reminder:proactive-care:gateway:{code}:7-days-before:{person.pk}",
            matter=f"reminder:proactive-care:gateway:{code}:7-days-before",
            kind=Message.Kind.REMINDER,
            person=person,
            address=person.email,
            subject="Due 1 October 2020: Gateway form",
            text="Sign in to read what is asked",
            html="<p>Sign in to read what is asked</p>",
            organisation=organisation,
            specification="proactive-care",
            deadline="gateway",
            written_on=date(2020, 9, 24),
            state=Message.State.UNSURE,
        )
    CalendarFeed.objects.create(
        person=year.publisher, token_sha256=hash_of("a-known-address"), made_on=date(2020, 5, 18)
    )
