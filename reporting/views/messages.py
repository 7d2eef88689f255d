"""Messages: the list, one of them, what came back, sending again, and how they come."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_button, answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from reporting.actions.delivery import note_bounce, send_again
from reporting.actions.own_messages import choose_messages
from reporting.forms.messages import BounceForm, ChoiceForm
from reporting.models import Message
from reporting.pages.messages import MessagePage, message_href, message_rows
from reporting.policy.messages import (
    can_note_bounce,
    chooses_messages,
    keeps_messages,
    reads_messages,
)
from reporting.selectors.messages import choice_of, messages_visible_to, visible_message

TRAIL = [("Messages", address_later("reporting:messages"))]
both = require_http_methods(["GET", "HEAD", "POST"])


class MessageFilters(ListFilters):
    search_fields: ClassVar[tuple[str, ...]] = ("subject", "address", "person__name")
    search_label: ClassVar[str] = "Words or person"
    state = django_filters.ChoiceFilter(label="State", choices=Message.State.choices)
    kind = django_filters.ChoiceFilter(label="Kind", choices=Message.Kind.choices)


LIST = Listing(
    name="messages",
    title="Messages, the latest first",
    columns=(
        Column("Written on", sort="written_on", descending=True),
        Column("Message", sort="subject"),
        Column("To", sort="address"),
        Column("Kind", sort="kind"),
        Column("State", sort="state"),
    ),
    order="written_on",
    filters=MessageFilters,
    none="No message was written to you yet.",
    keeps=False,  # sending leaves no event in the audit trail: the messages are the record
)


@require_safe
@allowed_to(reads_messages)
def messages(request: SignedInRequest) -> HttpResponse:
    listing = LIST.answer(request, messages_visible_to(request.user), rows=message_rows)
    context: dict[str, Any] = {"list": listing, "sees_all": bool(keeps_messages(request.user))}
    return listing.download or render(request, "messages/messages.html", context)


@require_safe
@allowed_to(reads_messages)
def message(request: SignedInRequest, key: int) -> HttpResponse:
    page = MessagePage.of(or_404(visible_message(request.user, key)), request.user)
    return render(request, "messages/message.html", {"page": page, "breadcrumbs": TRAIL})


@both
@allowed_to(keeps_messages)
def message_bounced(request: SignedInRequest, key: int) -> HttpResponse:
    message = or_404(visible_message(request.user, key))
    require(can_note_bounce(request.user, message))
    form = BounceForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: note_bounce(message=message, words=form.cleaned_data["words"], by=request.user),
        message="It is noted, and a task is added for you",
        redirect_to=message_href(message),
        context={
            "title": "This message came back",
            "caption": message.subject,
            "button": "Note that it came back",
            "cancel_href": message_href(message),
            "breadcrumbs": [*TRAIL, (message.subject, message_href(message))],
            "lede": f"To {message.person}, {message.address}",
        },
    )


@require_POST
@allowed_to(keeps_messages)
def message_again(request: SignedInRequest, key: int) -> HttpResponse:
    message = or_404(visible_message(request.user, key))
    return answer_button(
        request,
        lambda: send_again(message=message, by=request.user),
        message=lambda again: f"It is sent again, to {again.address}",
        redirect_to=message_href,
        refused_to=message_href(message),
    )


@both
@allowed_to(chooses_messages)
def message_choice(request: SignedInRequest) -> HttpResponse:
    form = ChoiceForm(*typed(request), initial={"reminders": choice_of(request.user)})
    return answer_form(
        request,
        form,
        lambda: choose_messages(reminders=form.cleaned_data["reminders"], by=request.user),
        message="Your choice is kept",
        redirect_to=address("reporting:messages"),
        context={
            "title": "How you are reminded",
            "button": "Save",
            "cancel_href": address("reporting:messages"),
            "breadcrumbs": TRAIL,
        },
    )
