"""The list of deviations: what was asked, by whom, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from commissioning.domain.names import in_words
from commissioning.lists import Cell, Row
from practices.models import Deviation
from practices.pages.asked import asked_href, status_tag

LONGEST = 120


def deviation_rows(
    deviations: Sequence[Deviation], titles: Mapping[tuple[str, str], str], on: date
) -> list[Row]:
    rows = []
    for each in deviations:
        tag = status_tag(each)
        text = each.text if len(each.text) <= LONGEST else f"{each.text[:LONGEST].rstrip()} …"
        rows.append(
            Row(
                (
                    Cell(
                        in_words(each.practice.name),
                        href=asked_href(each),
                        said=each.practice.code,
                    ),
                    Cell(text, said=titles.get((each.specification, each.element), each.element)),
                    each.starts_on,
                    Cell(tag.text, tag=tag.colour),
                    "Commented" if each.comment else "No comment yet",
                    "Decided apart" if each.asks_about_payment(on) else "",
                )
            )
        )
    return rows
