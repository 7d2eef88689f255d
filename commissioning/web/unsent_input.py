"""What somebody typed before they had to sign in again: kept, and put back in the form.

A form that is sent after the session has ended comes from nobody. What it holds is kept in the new
session until the same person has signed in, and the form's page is led to again. Files and
passwords are not kept.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

WHOSE = "typed_by"  # a hidden field of every form page: whose typing it is, signed
KEPT = "typed"
LARGEST = 400_000  # letters
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
_signer = Signer(salt="typed")

PUT_BACK = (
    "You were signed out before this was sent. What you typed is below: check it, and send it again"
)


def mark_of(request: HttpRequest) -> str:
    """The hidden field's value: who is typing, so that nobody else is shown it."""
    user = getattr(request, "user", None)
    return _signer.sign(str(user.pk)) if user is not None and user.is_authenticated else ""


def keep_typed(request: HttpRequest) -> None:
    """Keep what a form holds that came from nobody, if it says whose it is."""
    typed = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    try:
        person = _signer.unsign(request.POST.get(WHOSE, ""))
    except BadSignature:
        return
    if sum(len(value) for values in typed.values() for value in values) <= LARGEST:
        request.session[KEPT] = {"person": person, "path": request.path, "typed": typed}


def _put_back(request: HttpRequest) -> QueryDict | None:
    """What this person typed on this page before they were signed out, once."""
    entry = request.session.get(KEPT)
    if not entry:
        return None
    user = getattr(request, "user", None)
    if user is None or entry["person"] != str(user.pk):
        del request.session[KEPT]
        return None
    if entry["path"] != request.path:
        return None
    del request.session[KEPT]
    messages.warning(request, PUT_BACK)
    data = QueryDict(mutable=True)
    for name, values in entry["typed"].items():
        data.setlist(name, values)
    return data


def typed(request: HttpRequest) -> tuple[Any, Any]:
    """What to fill a form with: `form = SomeForm(*typed(request))`.

    What was sent; or on a page that is only looked at, what was typed before the session ended. Act
    on a form only when `request.method == "POST"`.
    """
    if request.method == "POST":
        return request.POST, request.FILES
    return _put_back(request), None
