"""What the pages about returns share."""

from __future__ import annotations

from commissioning.domain.names import in_words
from practices.selectors.return_pages import Opened

RETURNS = ("Returns", "/returns/")


def about(return_: Opened, **more: object) -> dict[str, object]:
    """What every page about one return is given."""
    return {
        "shown": return_,
        "caption": f"{return_.organisation.code} {in_words(return_.organisation.name)}",
        "title": return_.asked.title,
        "cancel_href": return_.form.href,
        "breadcrumbs": [RETURNS, (return_.asked.title, return_.form.href)],
    } | more
