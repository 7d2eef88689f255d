"""The one click with which somebody is chased, and what it names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from commissioning.web.addresses import address
from commissioning.web.forms import NhsForm


class ChaseForm(NhsForm):
    """Whom to chase, and for what. `everyone` is all who have not answered."""

    specification = forms.SlugField(max_length=60)
    about = forms.CharField(max_length=60)
    quarter = forms.DateField(required=False)
    everyone = forms.BooleanField(required=False)
    back = forms.CharField(required=False, max_length=500)

    @property
    def codes(self) -> list[str]:
        """The organisations named, by their ODS codes."""
        return self.data.getlist("organisation")[:10_000]  # type: ignore[attr-defined]

    @property
    def matter(self) -> dict[str, Any]:
        values = self.cleaned_data
        quarter: date | None = values["quarter"]
        return {
            "specification": values["specification"],
            "about": values["about"],
            "quarter": quarter,
        }

    @property
    def back_href(self) -> str:
        """Where to go afterwards: a page of this site, else the log."""
        back = self.data.get("back", "")
        safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return back if safe else address("practices:chases")
