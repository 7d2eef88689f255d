"""People and invitations, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from commissioning.accounts.policy import keeps_everybody, managed_by
from commissioning.models import CONSOLE, Invitation, Organisation, Role, RoleMembership, User
from commissioning.web.site_url import hash_of


def people_visible_to(user: User) -> QuerySet[User]:
    """Everybody, for the CCG's team; for a manager, who works or worked for their practice."""
    people = User.objects.exclude(email=CONSOLE)
    if keeps_everybody(user):
        return people
    own = RoleMembership.objects.filter(role=Role.PRACTICE, organisation__in=managed_by(user))
    return people.filter(pk__in=own.values("person"))


def roles_visible_to(user: User, person: User | None = None) -> QuerySet[RoleMembership]:
    """The roles of people, past ones too; a manager sees those for their practices alone."""
    roles = RoleMembership.objects.exclude(person__email=CONSOLE)
    if not keeps_everybody(user):
        roles = roles.filter(role=Role.PRACTICE, organisation__in=managed_by(user))
    if person is not None:
        roles = roles.filter(person=person)
    return roles.select_related("person", "organisation").order_by("-starts_on", "role", "pk")


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    """Every invitation, for the CCG's team; for a manager, those to their practice."""
    invitations = Invitation.objects.select_related(
        "organisation", "invited_by", "accepted_by", "withdrawn_by"
    )
    if keeps_everybody(user):
        return invitations
    return invitations.filter(role=Role.PRACTICE, organisation__in=managed_by(user))


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link stands for, whatever became of it."""
    invitations = Invitation.objects.select_related("organisation", "invited_by", "accepted_by")
    return invitations.filter(token_hash=hash_of(token)).first()


def organisations_to_act_for(user: User, day: date) -> QuerySet[Organisation]:
    """The practices, networks and committees that somebody may give roles for, open on a day."""
    kinds = Organisation.Kind
    if keeps_everybody(user):
        organisations = Organisation.objects.filter(kind__in=(kinds.PRACTICE, kinds.PCN, kinds.LMC))
        return organisations.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day))
    return Organisation.objects.filter(pk__in=[practice.pk for practice in managed_by(user)])


def person_of(email: str) -> User | None:
    """Who signs in with an e-mail address; never the system person."""
    return User.objects.filter(email__iexact=email).exclude(email=CONSOLE).first()


def holding(
    people: QuerySet[User], day: date, *, role: str = "", organisation: str = ""
) -> QuerySet[User]:
    """Those of some people who hold a role on a day: of a kind, or for an organisation."""
    roles = RoleMembership.objects.filter(starts_on__lte=day)
    roles = roles.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    if role:
        roles = roles.filter(role=role)
    for word in organisation.split():
        roles = roles.filter(
            Q(organisation__name__icontains=word) | Q(organisation__code__icontains=word)
        )
    return people.filter(pk__in=roles.values("person"))


def by_what_they_are_called(people: QuerySet[User]) -> QuerySet[User]:
    """People with `called`: their name, or the address of who gave none."""
    return people.annotate(called=Coalesce(NullIf("name", Value("")), "email"))


def roles_of_each(
    reader: User, people: Iterable[User], day: date
) -> dict[int, list[RoleMembership]]:
    """The roles that people hold on a day, as far as the reader may see them, by the person."""
    roles_by_person: dict[int, list[RoleMembership]] = {}
    roles = roles_visible_to(reader).filter(person__in=list(people), starts_on__lte=day)
    for role in roles.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day)):
        roles_by_person.setdefault(role.person_id, []).append(role)
    return roles_by_person


def in_state(invitations: QuerySet[Invitation], state: str, day: date) -> QuerySet[Invitation]:
    """Those of some invitations that are open, expired, accepted or withdrawn on a day."""
    still = invitations.filter(accepted_on__isnull=True, withdrawn_on__isnull=True)
    return {
        "open": still.filter(expires_on__gte=day),
        "expired": still.filter(expires_on__lt=day),
        "accepted": invitations.filter(accepted_on__isnull=False),
        "withdrawn": invitations.filter(withdrawn_on__isnull=False),
    }[state]
