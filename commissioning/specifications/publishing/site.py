"""What every page says about whose site it is."""

from __future__ import annotations

from commissioning.models import Organisation, SpecificationVersion
from commissioning.specifications.publishing.selectors import parsed


def commissioner() -> Organisation | None:
    """Who commissions: the organisation that the latest specification names, else the only one."""
    named = SpecificationVersion.objects.order_by("-published_at", "-pk").values("commissioner")
    commissioners = Organisation.objects.filter(kind=Organisation.Kind.COMMISSIONER)
    of_specification = commissioners.filter(code__in=named[:1]).first()
    return of_specification or commissioners.order_by("code").first()


def contacts() -> list[tuple[str, str]]:
    """Whom to ask about each specification: its title and the contact that it names."""
    versions = SpecificationVersion.objects.filter(approved_at__isnull=False)
    latest = versions.order_by("code", "-in_force_from", "-pk").distinct("code")
    return [(version.title, parsed(version).contact) for version in latest]
