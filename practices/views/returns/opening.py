"""What the pages about returns share."""

from __future__ import annotations

from commissioning.domain.names import in_words
from commissioning.web.addresses import address, address_later
from practices.selectors.return_pages import Opened

RETURNS = ("Returns", address_later("practices:returns"))


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
