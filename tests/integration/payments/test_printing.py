"""Printing fetches nothing but our own style."""

from __future__ import annotations

import pytest
from django.template import engines

from commissioning.web import pdf
from payments.exports.errors import ExportError

pytestmark = pytest.mark.usefixtures("pango")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/picture.png",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://static.invalid/../manage.py",
        "https://static.invalid/nothing.png",
        "data:text/plain,hello",
    ],
)
def test_a_printed_page_fetches_nothing_from_elsewhere(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(_: str, __: object) -> str:
        return str(
            engines["django"]
            .from_string('<html lang="en"><title>T</title><img alt="" src="{{ address }}"></html>')
            .render({"address": address})
        )

    monkeypatch.setattr(pdf, "render_to_string", page)
    with pytest.raises(ExportError):
        pdf.pdf("any", {})


def test_this_machine_can_print() -> None:
    assert pdf.can_print()
