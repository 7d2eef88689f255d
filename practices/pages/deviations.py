"""The list of deviations: what was asked, by whom, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from commissioning.domain.names import in_words
from commissioning.web.lists import Cell, Row
from practices.models import Deviation
from practices.pages.requests import asked_href, status_tag

LONGEST = 120


def deviation_rows(
    deviations: Sequence[Deviation], titles: Mapping[tuple[str, str], str], on: date
) -> list[Row]:
    rows = []
    for deviation in deviations:
        tag = status_tag(deviation)
        text = (
            deviation.text
            if len(deviation.text) <= LONGEST
            else f"{deviation.text[:LONGEST].rstrip()} …"
        )
        rows.append(
            Row(
                (
                    Cell(
                        in_words(deviation.practice.name),
                        href=asked_href(deviation),
                        said=deviation.practice.code,
                    ),
                    Cell(
                        text,
                        said=titles.get(
                            (deviation.specification, deviation.element), deviation.element
                        ),
                    ),
                    deviation.starts_on,
                    Cell(tag.text, tag=tag.colour),
                    "Commented" if deviation.comment else "No comment yet",
                    "Decided apart" if deviation.asks_about_payment(on) else "",
                )
            )
        )
    return rows
