"""Which questions a form asks of whom, and the form itself, kept still while it is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.models import Organisation, SpecificationVersion
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import RequiredReturn
from practices.models import ReturnForm
from practices.rules.return_requests import ReturnKey
from practices.selectors.organisations import network_of
from practices.selectors.partnerships import partners_of
from practices.selectors.returns import asked_for, version_in_force

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of a return under one version, and who answers them."""

    version: SpecificationVersion
    asked: RequiredReturn
    by_practice: bool
    network: str = ""  # the name of the practice's network, whose form its row can belong to
    partners: tuple[str, ...] = ()  # with whom it can report jointly, each code and name


def asked_of(
    form: ReturnKey, organisation: Organisation, return_form: ReturnForm | None
) -> Questionnaire:
    """What a form asks: under the version it was begun with, else the one in force today."""
    version = return_form.version if return_form else version_in_force(form.specification, today())
    return_ = parsed(version).asked_return(form.code)
    by_practice = organisation.kind == Kind.PRACTICE
    network = None
    if return_.row_per_practice and by_practice:
        occasion = next(
            (
                listed_occasion
                for listed_occasion in return_.occasions
                if listed_occasion.quarter == form.period
            ),
            None,
        )
        network = network_of(organisation, occasion.due if occasion else today())
    partners: list[Organisation] = []
    if by_practice and return_.quarterly is not None and form.period:
        partners = partners_of(organisation, form.specification, today())
    named = tuple(f"{partner.code} {in_words(partner.name)}" for partner in partners)
    return Questionnaire(version, return_, by_practice, network.name if network else "", named)


def locked_form(form: ReturnKey) -> tuple[Organisation, ReturnForm | None]:
    """An organisation and its form, locked until the transaction ends; the form may not exist yet.

    Raises Http404 where nothing of the kind is asked of it.
    """
    organisation = (
        Organisation.objects.select_for_update(no_key=True).filter(code=form.organisation).first()
    )
    if organisation is None or not is_asked(form, organisation):
        raise Http404
    return_form = (
        ReturnForm.objects.select_for_update(of=("self",))
        .select_related("organisation", "version", "saved_by")
        .filter(
            organisation=organisation,
            specification=form.specification,
            code=form.code,
            period=form.period,
        )
        .first()
    )
    return organisation, return_form


def is_asked(form: ReturnKey, organisation: Organisation) -> bool:
    """Say whether a return is asked of an organisation of this kind, on this occasion (D-16)."""
    due_return = asked_for(form, today())
    if due_return is None:
        return False
    if organisation.kind == Kind.PRACTICE:
        return due_return.asked.owed_by == Kind.PRACTICE or due_return.asked.row_per_practice
    return organisation.kind == Kind.PCN == due_return.asked.owed_by
