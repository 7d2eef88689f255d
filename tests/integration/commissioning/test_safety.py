"""Who gets in, and what a page may load."""

import pytest

pytestmark = pytest.mark.django_db


def test_nobody_signs_themselves_up(client):
    page = client.get("/accounts/signup/")
    assert b"closed" in page.content.lower()
    client.post("/accounts/signup/", {"email": "someone@example.nhs.uk", "password1": "x" * 20})
    assert not client.session.get("_auth_user_id")


def test_a_page_loads_nothing_from_elsewhere_and_nothing_inline(client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_page_is_never_shown_inside_another(client):
    page = client.get("/accounts/login/")
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
