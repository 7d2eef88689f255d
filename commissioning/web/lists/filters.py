"""The filters above a list, as a form in the NHS.UK look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from commissioning.web.forms import Look, NhsForm

LONGEST_SEARCH = 100
MOST_OFFERED = 100  # choices of one filter


class FiltersForm(NhsForm):
    looks: ClassVar[Mapping[str, Look]] = {}
    guarded = False  # what is sought is not kept

    @property
    def narrows(self) -> bool:
        """Say whether anything is asked for."""
        return any(self.data.get(name) for name in self.fields)


class ListFilters(django_filters.FilterSet):
    """What a list can be narrowed by. `q` looks for a text in any of the `search_fields`.

    A subclass adds filters with a `label`; an empty choice means all. What cannot be read is left
    out, and the form says so.
    """

    search_fields: ClassVar[tuple[str, ...]] = ()
    search_label: ClassVar[str] = "Name or code"
    q = django_filters.CharFilter(method="search", label="Name or code")

    class Meta:
        form = FiltersForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for filter_ in self.filters.values():
            if isinstance(filter_, django_filters.ChoiceFilter | django_filters.ModelChoiceFilter):
                filter_.extra.setdefault("empty_label", "All")
        if self.search_fields:
            self.filters["q"].label = self.search_label
            self.filters["q"].extra["widget"] = forms.TextInput(
                attrs={"type": "search", "autocomplete": "off", "maxlength": LONGEST_SEARCH}
            )
        else:
            del self.filters["q"]

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """The choices of a filter; of more than anybody would read through, the code is typed."""
        chosen = self.filters[name]
        if len(choices) <= MOST_OFFERED:
            chosen.extra["choices"] = choices
            return
        typed = django_filters.CharFilter(
            label=f"{chosen.label} code", field_name=chosen.field_name, method=chosen.method
        )
        typed.parent, typed.model = self, chosen.model
        self.filters[name] = typed

    def search(self, rows: QuerySet[Any], _: str, sought: str) -> QuerySet[Any]:
        """The rows that have each of the words in one of the fields."""
        for word in sought.replace("\0", "")[:LONGEST_SEARCH].split():
            condition = Q()
            for field in self.search_fields:
                condition |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(condition)
        return rows

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the readable filters leave."""
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            rows = self.filters[name].filter(rows, value)
        return rows
