"""Nonsense typed into the forms of returns: never an error of ours, never half saved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.models import Attachment
from practices.models import Return, ReturnForm
from practices.rules.return_requests import ReturnKey
from tests.factories.years import Year
from tests.integration.practices.return_people import people_of
from tests.integration.practices.test_return_pages import Window

pytestmark = pytest.mark.django_db

FORMS = [
    ReturnKey("proactive-care", "gateway", "C86001"),
    ReturnKey("proactive-care", "evaluation", "C86001"),
    ReturnKey("coordinated-care", "assurance", "C86001"),
    ReturnKey("coordinated-care", "quarterly-report", "C86001", date(2017, 3, 31)),
]
KEYS = [
    "nrls",
    "doctorlink",
    "plan-of-doctorlink",
    "sent-how",
    "signed-by",
    "worked-well",
    "barriers",
    "register-size",
    "plan-template",
    "remove-plan-template",
    "reviewed",
    "confidence",
    "settle",
    "keep-barriers",
    "revision",
    "then",
    "also-for",
    "typed_by",
]
VALUES = st.text(max_size=60) | st.sampled_from(["yes", "no", "plan", "0", "1", "later", "mine"])
TYPED = st.dictionaries(st.sampled_from(KEYS), VALUES | st.lists(VALUES, max_size=3), max_size=9)


@pytest.fixture
def gita(year: Year, settings: Any) -> Window:
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    return Window(people_of(year)["gita"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    form=st.sampled_from(FORMS),
    part=st.sampled_from(["answers", "further-answers", "check"]),
    typed=TYPED,
    file=st.none() | st.binary(max_size=200),
)
def test_nonsense_is_kept_or_refused_in_words(
    gita: Window, form: ReturnKey, part: str, typed: dict[str, Any], file: bytes | None
) -> None:
    if file is not None:
        typed = typed | {"plan-template": SimpleUploadedFile("plan.pdf", file)}
    attached = Attachment.objects.count()
    answer = gita.client.post(f"/returns/{form}/{part}/", typed)
    assert answer.status_code in (200, 302), answer.content
    for found in ReturnForm.objects.all():
        assert all("\0" not in str(each) for each in found.answers.values())
        assert found.status == "draft"
    assert not Return.objects.exists()
    assert Attachment.objects.count() == attached, "random bytes are no PDF"
