"""The homes that the rows of a fact name."""

from __future__ import annotations

from collections.abc import Iterable

from carehomes.models import CareHome
from commissioning.imports import Mistakes


class Homes:
    """Homes by their location id; locked, so that facts about one home follow one another."""

    def __init__(self, location_ids: Iterable[str], mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        rows = (
            CareHome.objects.select_for_update(no_key=True)
            .filter(location_id__in=set(location_ids))
            .order_by("pk")
        )
        self.by_id = {home.location_id: home for home in rows}

    def find(self, line: int | None, location_id: str) -> CareHome | None:
        """Find a home; an unknown one becomes a mistake."""
        home = self.by_id.get(location_id)
        if home is None:
            self._mistakes.add(
                line,
                "location_id",
                f"no home has the location id “{location_id}”",
                "Write the id that the Care Quality Commission gives it, as 1-123456789, or load"
                " the home first with import_care_homes",
            )
        return home
