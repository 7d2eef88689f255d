"""Finding the return that an address names."""

from __future__ import annotations

from django.http import Http404

from commissioning.domain.names import in_words
from commissioning.models import User
from commissioning.web.addresses import address, address_later
from practices.rules.return_requests import Form
from practices.selectors.return_pages import Opened, opened

RETURNS = ("Returns", address_later("practices:returns"))


def opened_or_404(user: User, form: Form) -> Opened:
    return_ = opened(user, form)
    if return_ is None:
        raise Http404
    return return_


def about(return_: Opened, **more: object) -> dict[str, object]:
    """What every page about one return is given."""
    return {
        "shown": return_,
        "caption": f"{return_.organisation.code} {in_words(return_.organisation.name)}",
        "title": return_.asked.title,
        "cancel_href": address("practices:return", form=return_.form),
        "breadcrumbs": [
            RETURNS,
            (return_.asked.title, address("practices:return", form=return_.form)),
        ],
    } | more
