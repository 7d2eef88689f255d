"""Specifications, their publishing, what they are worth, forecasts and totals.

One's own draft is that of the year's publisher, and a version waits for approval; another's is
what nobody made.
"""

from __future__ import annotations

from commissioning.models import SpecificationVersion
from commissioning.specifications.publishing.actions import publish_specification
from commissioning.specifications.publishing.draft_actions import draft_specification
from tests.factories.years import Year

CODE, OTHER = {"code": "proactive-care"}, {"code": "nothing-such"}
VERSION = {"code": "proactive-care", "version": "2020-21.5"}
NO_VERSION = {"code": "proactive-care", "version": "9"}
DRAFT = 4_001

ABOUT = {
    "specification": (CODE, OTHER),
    "specification_version": (VERSION, NO_VERSION),
    "specification_agree": (VERSION, NO_VERSION),
    "payments:specification_effects": (VERSION, NO_VERSION),
    "payments:specification_approve": (VERSION, NO_VERSION),
    "payments:readings": (CODE, OTHER),
    "payments:reading_change": (CODE | {"reading": "D-02"}, OTHER | {"reading": "D-02"}),
    "payments:worth": (CODE, OTHER),
    "payments:worth_to": (CODE | {"payee": "C86001"}, CODE | {"payee": "C86003"}),
    **dict.fromkeys(
        (
            "payments:specification_draft",
            "payments:specification_draft_publish",
            "payments:specification_draft_discard",
        ),
        ({"pk": DRAFT}, {"pk": DRAFT + 1}),
    ),
    "payments:forecast": ({"year": "2020-21"}, {"year": "2021-22"}),
    "payments:budget": (CODE | {"year": "2020-21"}, OTHER | {"year": "2020-21"}),
    "payments:totals": ({"year": "2020-21"}, {"year": "2021-22"}),
}


def prepare(year: Year) -> None:
    """A variation that waits for approval, and a draft of the version after it."""
    text = SpecificationVersion.objects.get(code="proactive-care").text
    text = text.replace('version = "2020-21.4"', 'version = "2020-21.5"')
    publish_specification(text=text, by=year.publisher)
    text = text.replace('version = "2020-21.5"', 'version = "2020-21.6"')
    draft = draft_specification(text=text, by=year.publisher)
    type(draft).objects.filter(pk=draft.pk).update(id=DRAFT)
