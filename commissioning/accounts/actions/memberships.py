"""The one mechanism by which a person comes to hold a role. Actions call it, once they may."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from commissioning.models import Organisation, Role, RoleMembership, User


def hold(
    *,
    person: User,
    role: Role,
    organisation: Organisation | None,
    starts_on: date,
    manages: bool = False,
    deputy: bool = False,
) -> tuple[RoleMembership, bool]:
    """Let a person hold a role from a day on, without an end; say whether that changed anything.

    A role already held goes on: it starts earlier, loses its end, or gains what is given with it.
    Of several rows of one role the last ends latest, so that is the one to go on.
    """
    held = (
        RoleMembership.objects.select_for_update()
        .filter(person=person, role=role, organisation=organisation)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        .order_by("-starts_on")
        .first()
    )
    if held is None:
        made = RoleMembership.objects.create(
            person=person,
            role=role,
            organisation=organisation,
            starts_on=starts_on,
            manages=manages,
            deputy=deputy,
        )
        return made, True
    before = (held.starts_on, held.ends_on, held.manages, held.deputy)
    held.starts_on, held.ends_on = min(held.starts_on, starts_on), None
    held.manages, held.deputy = held.manages or manages, held.deputy or deputy
    changed = before != (held.starts_on, held.ends_on, held.manages, held.deputy)
    if changed:
        held.save(update_fields=["starts_on", "ends_on", "manages", "deputy"])
    return held, changed
