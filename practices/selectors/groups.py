"""A group's form and the rows of its practices (D-16)."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning.clock import today
from commissioning.models import Organisation
from practices.models import Return, ReturnForm
from practices.rules.asked import AskedFor, Form
from practices.selectors.organisations import members_of, network_of
from practices.selectors.returns import asked_for, owing

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One practice's row of a group's form."""

    practice: Organisation
    form: ReturnForm | None
    fact: Return | None


def group_of(form: Form) -> tuple[Organisation, Form] | None:
    """The network whose form this is, or to whose form this row belongs, with the whole form."""
    asked = asked_for(form, today())
    organisation = Organisation.objects.filter(code=form.organisation).first()
    if asked is None or organisation is None or not asked.asked.row_per_practice:
        return None
    network = organisation if organisation.kind == Kind.PCN else network_of(organisation, asked.due)
    return None if network is None else (network, asked.form_of(network.code))


def rows_of(network: Organisation, asked: AskedFor) -> list[Row]:
    """The rows that a network's form has: of every member on the day it is due that takes part."""
    practices = list(owing(asked).filter(pk__in=members_of(network, asked.due)).order_by("code"))
    about = {
        "organisation__in": practices,
        "specification": asked.specification,
        "code": asked.asked.code,
        "period": asked.occasion.quarter,
    }
    written = ReturnForm.objects.filter(**about).select_related("saved_by", "version")
    forms = {each.organisation_id: each for each in written}
    facts = {each.organisation_id: each for each in Return.objects.filter(**about)}
    return [Row(each, forms.get(each.pk), facts.get(each.pk)) for each in practices]


def missing_from(network: Organisation, whole: Form) -> list[Organisation]:
    """The practices whose rows a group's form still waits for."""
    asked = asked_for(whole, today())
    return [each.practice for each in rows_of(network, asked) if each.fact is None] if asked else []
