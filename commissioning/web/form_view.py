"""What every view with a form does: check what was sent, act on it, say so and lead on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from commissioning.web.forms import NhsForm
from commissioning.web.forms.base import InNhsLook

Done = TypeVar("Done")
Item = TypeVar("Item")
Context = Mapping[str, Any]
CHANGES, CONFIRMS = "change", {"confirm", "confirmed"}  # the buttons of pages that check answers


def or_404(item: Item | None) -> Item:
    """What an address names, as a selector found it for this person; else there is no such page."""
    if item is None:
        raise Http404
    return item


def answer_form(
    request: HttpRequest,
    form: InNhsLook,
    action: Callable[[], Done],
    *,
    redirect_to: Any,
    message: str | Callable[[Done], str] = "",
    context: Context | Callable[[], Context] | None = None,
    template: str = "form_page.html",
    refusals: tuple[type[Exception], ...] = (),
    check: Callable[[], HttpResponse | None] | None = None,
) -> HttpResponse:
    """Show a form; once it is sent and valid, do its action and lead on.

    What the action refuses becomes the form's error, and the form is shown again. `refusals` are
    exceptions, besides those of the policy and of validation, whose message says what is wrong.
    `redirect_to` is an address, the name of a route or an object that has a page; or a function
    that gives one of these, or a whole answer, from what the action gave. `message` may be such a
    function too. `context` is what the template needs besides the form; give a function where
    it takes work, or where it must tell of what the action left.

    With `check`, the answers are first shown with what they would do: it gives that page, or None
    where it has put on the form why they cannot be. Its buttons confirm, or change the answers.
    """
    goes_back = check is not None and CHANGES in request.POST
    if request.method == "POST" and not goes_back and form.is_valid():  # type: ignore[attr-defined]
        if check is not None and not CONFIRMS & set(request.POST):
            page = check()
            if page is not None:
                return page
        else:
            done = form.carry_out(action, *refusals)
            if not form.errors:  # type: ignore[attr-defined]
                return _led_on(request, done, redirect_to, message)
    about = context() if callable(context) else context
    return render(request, template, {"form": form, **(about or {})})


def answer_button(
    request: HttpRequest,
    action: Callable[[], Done],
    *,
    redirect_to: Any,
    refused_to: Any = None,
    message: str | Callable[[Done], str] = "",
) -> HttpResponse:
    """Do what a button asks for and lead on; what refuses it is said on the page led to.

    `refused_to` is where to lead then, if that is another place. Nothing is typed beside such a
    button, so there is no form to show again.
    """
    form = NhsForm(request.POST)
    form.is_valid()
    done = form.carry_out(action)
    if not form.errors:
        return _led_on(request, done, redirect_to, message)
    for refusal in form.non_field_errors():
        messages.warning(request, str(refusal))
    return redirect(redirect_to if refused_to is None else refused_to)


def _led_on(request: HttpRequest, done: Any, redirect_to: Any, message: Any) -> Any:
    words = message(done) if callable(message) else message
    if words:
        messages.success(request, words)
    place = redirect_to(done) if callable(redirect_to) else redirect_to
    return place if isinstance(place, HttpResponseBase) else redirect(place)
