"""The open sessions of people: found by whose they are, and ended everywhere at once."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from commissioning.models import User


def end_sessions(person: User) -> int:
    """Sign a person out of every browser, and say how many sessions that ended.

    Until this transaction is over, a request of another process can read a session from the
    database and put it back into the cache. So it is taken out of the cache once more afterwards.
    """
    ended = _sessions_of(person)
    for session in ended:
        session.delete()
        transaction.on_commit(session.delete)
    return len(ended)


def _sessions_of(person: User) -> list[SessionBase]:
    """Whose a session is stands inside it, so every one that is still good is opened."""
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    good = Session.objects.filter(expire_date__gt=timezone.now())
    return [
        store(session.session_key)
        for session in good.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
