"""How people get in: only those who were let in, by e-mail address and password."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class PeopleAreInvited(DefaultAccountAdapter):
    """Nobody signs themselves up: the CCG's primary care team makes every person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (allauth passes it)
        return False
