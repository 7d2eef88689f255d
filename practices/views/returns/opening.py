"""Finding the return that an address names."""

from __future__ import annotations

from django.http import Http404

from commissioning.domain.names import in_words
from commissioning.models import User
from practices.rules.asked import Form
from practices.selectors.return_pages import Opened, opened

RETURNS = ("Returns", "/returns/")


def opened_or_404(user: User, form: Form) -> Opened:
    found = opened(user, form)
    if found is None:
        raise Http404
    return found


def about(shown: Opened, **more: object) -> dict[str, object]:
    """What every page about one return is given."""
    return {
        "shown": shown,
        "caption": f"{shown.organisation.code} {in_words(shown.organisation.name)}",
        "title": shown.asked.title,
        "cancel_href": shown.form.href,
        "breadcrumbs": [RETURNS, (shown.asked.title, shown.form.href)],
    } | more
