"""People: the list, a person's page, and what is done about their access."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.accounts.actions.access import (
    correct_person,
    end_role,
    give_role,
    reset_second_step,
)
from commissioning.accounts.forms.people import (
    EndRoleForm,
    PersonCorrectionForm,
    ResetForm,
    RoleForm,
    initial_of,
)
from commissioning.accounts.mfa import has_one
from commissioning.accounts.pages.people import PersonPage, person_rows, role_of
from commissioning.accounts.policy import keeps_everybody, keeps_people
from commissioning.accounts.selectors.people import (
    by_what_they_are_called,
    holding,
    organisations_to_act_for,
    people_visible_to,
    roles_of_each,
    roles_visible_to,
)
from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Role, User
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists.cells import Column
from commissioning.web.lists.filters import ListFilters
from commissioning.web.lists.listing import Listing
from commissioning.web.unsent_input import typed


class PeopleFilters(ListFilters):
    search_fields = ("name", "email")
    search_label = "Name or e-mail address"
    role = django_filters.ChoiceFilter(
        label="Role today", choices=Role.choices, method="of_role", empty_label="All"
    )
    organisation = django_filters.CharFilter(label="Practice or network", method="of_organisation")

    def of_role(self, people: QuerySet[User], _: str, role: str) -> QuerySet[User]:
        return holding(people, today(), role=role)

    def of_organisation(self, people: QuerySet[User], _: str, sought: str) -> QuerySet[User]:
        return holding(people, today(), organisation=sought.replace("\0", ""))


PEOPLE = Listing(
    name="people",
    title="People, by name",
    columns=(
        Column("Name", sort="called"),
        Column("E-mail address", sort="email"),
        Column("Roles today"),
        Column("Last signed in"),
    ),
    filters=PeopleFilters,
    order="called",
)


@require_safe
@allowed_to(keeps_people)
def people(request: SignedInRequest) -> HttpResponse:
    list_page = PEOPLE.answer(
        request,
        by_what_they_are_called(people_visible_to(request.user)),
        rows=lambda part: person_rows(part, roles_of_each(request.user, part, today())),
    )
    return list_page.download or render(request, "people/people.html", {"list": list_page})


@require_safe
@allowed_to(keeps_people)
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    person = or_404(people_visible_to(request.user).filter(pk=pk).first())
    roles = list(roles_visible_to(request.user, person))
    page = PersonPage.of(person, roles, request.user, today(), has_second_step=has_one(person))
    return render(request, "people/person.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_people)
def person_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a person another role, from today; a manager gives those of their practices alone."""
    person = or_404(people_visible_to(request.user).filter(pk=pk).first())
    form = RoleForm(
        *typed(request),
        organisations=organisations_to_act_for(request.user, today()),
        only_practice=not keeps_everybody(request.user),
    )
    return answer_form(
        request,
        form,
        lambda: give_role(person=person, by=request.user, **form.given),
        message=lambda given: f"{person} now has the role: {role_of(given)}",
        redirect_to=reverse("person", args=[pk]),
        template="people/person_role.html",
        context={"person": person},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_people)
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a role on a date: access ends after that day."""
    membership = or_404(roles_visible_to(request.user).filter(pk=pk).first())
    form = EndRoleForm(*typed(request), initial={"ends_on": today()})
    about = {"person": membership.person, "role": role_of(membership)}
    return answer_form(
        request,
        form,
        lambda: end_role(membership=membership, by=request.user, **form.cleaned_data),
        message=lambda _: (
            f"The access of {membership.person} ends after {written(form.cleaned_data['ends_on'])}"
        ),
        redirect_to=reverse("person", args=[membership.person_id]),
        template="people/role_end.html",
        context=about,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_people)
def person_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a name or an e-mail address right."""
    person = or_404(people_visible_to(request.user).filter(pk=pk).first())
    form = PersonCorrectionForm(*typed(request), initial=initial_of(person))
    return answer_form(
        request,
        form,
        lambda: correct_person(person=person, by=request.user, **form.cleaned_data),
        message=lambda _: f"The details of {form.cleaned_data['name']} are corrected",
        redirect_to=reverse("person", args=[pk]),
        template="people/person_correct.html",
        context={"person": person},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_everybody)
def person_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away a lost second step, so that the person sets up another."""
    person = or_404(people_visible_to(request.user).filter(pk=pk).first())
    form = ResetForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: reset_second_step(person=person, by=request.user, **form.cleaned_data),
        message=f"The second step of {person} is reset",
        redirect_to=reverse("person", args=[pk]),
        template="people/person_reset.html",
        context={"person": person},
    )
