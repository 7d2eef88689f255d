"""What a person can do next on the page of a practice and a specification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from commissioning.models import Organisation, User
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from practices.models import SignUp
from practices.pages.sign_up import SignUpLink
from practices.policy.sign_ups import (
    can_answer_in_time,
    can_ask_about_funding,
    can_ask_commissioner,
    can_ask_late,
)


def actions_for(
    user: User,
    practice: Organisation,
    specification: Specification,
    answers: Mapping[str, SignUp],
    on: date,
) -> list[SignUpLink]:
    """Links to the forms that this person may open now, what matters most first."""
    there = partial(address, specification=specification.code, practice=practice.code)
    rule = specification.sign_up
    links = []
    if can_answer_in_time(user, practice, rule, on):
        text = "Change the answer" if answers else "Sign up, or decline"
        links.append(
            SignUpLink(
                text if on <= rule.by else "Enter an answer on paper",
                there("practices:sign_up_answer"),
            )
        )
    if can_ask_late(user, practice, rule, on):
        links.append(SignUpLink("Ask to change the answer", there("practices:sign_up_ask")))
    if can_ask_commissioner(user, practice):
        if rule.offers is not None:
            links.append(
                SignUpLink(
                    "Few residents in care homes: choose an offer", there("carehomes:offer_choose")
                )
            )
        links.append(SignUpLink("Ask for a deviation", there("practices:deviation_ask")))
        if rule.agreed_register is not None:
            links.append(SignUpLink("Propose your register", there("practices:register_propose")))
            links.append(SignUpLink("Name partner practices", there("practices:partners")))
    if rule.agreed_register is not None and can_ask_about_funding(user):
        links.append(SignUpLink("Ask how funding was used", there("practices:funding_ask")))
    return links
