"""Finding the return that an address names."""

from __future__ import annotations

from django.http import Http404

from commissioning.domain.names import in_words
from commissioning.models import User
from practices.rules.return_requests import Form
from practices.selectors.return_pages import Opened, opened

RETURNS = ("Returns", "/returns/")


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
        "cancel_href": return_.form.href,
        "breadcrumbs": [RETURNS, (return_.asked.title, return_.form.href)],
    } | more
