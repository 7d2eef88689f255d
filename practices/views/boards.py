"""The boards of sign-ups: all specifications, one of them, the log of chasing, sharing."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.models import Organisation, User
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_button, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import MOST_OFFERED, Column, ListFilters, Listing
from commissioning.web.page_cache import kept, seen_by
from commissioning.web.request_cache import once_a_page
from practices.actions.shared_sign_ups import share_sign_ups
from practices.pages.boards import (
    SignUpBoardPage,
    SignUpsPage,
    board_rows,
    chase_rows,
    words_of_answers,
)
from practices.policy.answers import can_chase
from practices.policy.sign_ups import can_share_sign_ups, reads_every_sign_up, reads_sign_ups
from practices.selectors.answering import asking_specification, asking_specifications
from practices.selectors.boards import (
    ByNetwork,
    answers_board,
    asked_practices,
    by_network,
    chases_visible_to,
    counts_by_element,
    last_shared,
)
from practices.selectors.chasing import titles_of_deadlines

SIGN_UPS = ("Sign-ups", address_later("practices:sign_ups"))


class SignUpBoardFilters(ListFilters):
    """By answer and network; the element is chosen by the view, which counts by it."""

    search_fields: ClassVar[tuple[str, ...]] = ("code", "name")
    element = django_filters.ChoiceFilter(
        label="Part", method="leave", empty_label="All parts together"
    )
    answer = django_filters.ChoiceFilter(label="Answer")
    network = django_filters.ChoiceFilter(label="Network", field_name="network_code")
    waits = django_filters.ChoiceFilter(
        label="Change asked for", choices=[("True", "Waiting for a decision")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        specification = asking_specification(self.request.resolver_match.kwargs["specification"])
        if specification is None:
            return
        self.filters["element"].extra["choices"] = [
            (element.code, element.title) for element in specification.elements
        ]
        self.filters["answer"].extra["choices"] = [
            (key, words) for key, (words, _) in words_of_answers(specification).items()
        ]
        user = self.request.user
        networks = kept(
            lambda: _networks(user, specification), "networks", specification.code, *seen_by(user)
        )
        self.offer("network", networks)

    def leave(self, rows: object, _: str, __: str) -> object:
        """The element decides what is counted, not which rows stand."""
        return rows


BOARD = Listing(
    name="sign-ups",
    title="Practices and their answers",
    columns=(
        Column("Practice", sort="name"),
        Column("Network", sort="network_name"),
        Column("Answer", sort="answer"),
        Column("Answered on", sort="answered_on", descending=True),
        Column("Last chased", sort="chased_on", descending=True),
    ),
    filters=SignUpBoardFilters,
    order="name",
    none="No practice that you may see is asked.",
)


class ChaseFilters(ListFilters):
    search_fields: ClassVar[tuple[str, ...]] = ("organisation__code", "organisation__name", "about")
    search_label: ClassVar[str] = "Practice, network or what was due"


CHASES = Listing(
    name="chases",
    title="Who was chased, the latest first",
    columns=(
        Column("Day", sort="chased_on", descending=True),
        Column("Whom", sort="organisation__name"),
        Column("For what"),
        Column("By"),
        Column("Sent to"),
    ),
    filters=ChaseFilters,
    order="chased_on",
    none="Nobody has been chased.",
)


@require_safe
@allowed_to(reads_sign_ups)
def sign_ups(request: SignedInRequest) -> HttpResponse:
    board = bool(reads_every_sign_up(request.user))
    specifications = []
    own: list[Organisation] = []
    for specification in asking_specifications():
        practices = asked_practices(request.user, specification)
        specifications.append(
            (specification, counts_by_element(practices, specification), practices.count())
        )
        if not board and not own:
            own = list(practices[:10])
    page = SignUpsPage.of(specifications, own, board=board)
    return render(request, "practices/sign_ups.html", {"page": page})


@require_safe
@allowed_to(reads_sign_ups)
def sign_up_board(request: SignedInRequest, specification: str) -> HttpResponse:
    current_specification = or_404(asking_specification(specification))
    element = request.GET.get("element", "")
    listing = BOARD.answer(
        request,
        lambda: _board(request.user, current_specification, element),
        rows=lambda rows: board_rows(rows, current_specification),
    )
    if listing.download:
        return listing.download
    page = kept(
        lambda: SignUpBoardPage.of(
            current_specification,
            elements=counts_by_element(
                asked_practices(request.user, current_specification), current_specification
            ),
            networks=_answers(request.user, current_specification.code, element),
            shared=last_shared(current_specification.code),
            keeps=bool(can_chase(request.user)),
            on=today(),
        ),
        "sign-up board",
        current_specification.code,
        element,
        *seen_by(request.user),
    )
    context = {"page": page, "list": listing, "breadcrumbs": [SIGN_UPS]}
    return render(request, "practices/sign_up_board.html", context)


def _board(user: User, specification: Specification, element: str) -> QuerySet[Any]:
    """The board, of one element where the specification has it."""
    chosen_element = (
        element
        if element in {listed_element.code for listed_element in specification.elements}
        else ""
    )
    return answers_board(user, specification, today(), chosen_element)


@once_a_page
def _answers(user: User, specification: str, element: str) -> ByNetwork:
    """How the practices of each network answered: for the board's table and for its choices."""
    return by_network(_board(user, or_404(asking_specification(specification)), element))


def _networks(user: User, specification: Specification) -> list[tuple[str, str]]:
    """The networks to choose from, as far as anybody would read through them."""
    answers = _answers(user, specification.code, "")
    return [(code, in_words(name)) for code, name in answers if code][: MOST_OFFERED + 1]


@require_safe
@allowed_to(reads_sign_ups)
def chases(request: SignedInRequest) -> HttpResponse:
    titles = titles_of_deadlines()
    listing = CHASES.answer(
        request, chases_visible_to(request.user), rows=lambda rows: chase_rows(rows, titles)
    )
    return listing.download or render(
        request, "practices/chases.html", {"list": listing, "breadcrumbs": [SIGN_UPS]}
    )


@require_POST
@allowed_to(can_share_sign_ups)
def sign_ups_share(request: SignedInRequest, specification: str) -> HttpResponse:
    current_specification = or_404(asking_specification(specification))
    return answer_button(
        request,
        lambda: share_sign_ups(specification=current_specification.code, by=request.user),
        message=lambda shared: (
            f"Shared with {len(shared.sent_to)} directors and deputies, by e-mail"
        ),
        redirect_to=address("practices:sign_up_board", specification=current_specification.code),
    )
