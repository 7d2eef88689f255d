"""Keeping the register by hand: a name, a network, a list size that no file brought."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.domain.timelines import ONE_DAY, ValueSpan, changes, joined, span_on, until
from commissioning.imports.editions import keep_the_register_alone
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.policy.roles import can_keep_reference_data
from commissioning.records.audit import record
from commissioning.records.dated_rows import DatedRows
from commissioning.records.history import change_facts
from practices.models import ListSize, OrganisationName
from practices.register.organisations import Kind, Register

LONGEST_NAME = 200


@transaction.atomic
def correct_name(
    *, organisation: Organisation, name: str, since: date, reason: str, by: User
) -> Organisation:
    """Call an organisation something else from a day on; what it was called before stays."""
    change_facts()
    require(can_keep_reference_data(by))
    keep_the_register_alone()
    register = Register()
    organisation = register.organisations[organisation.code]
    name = " ".join(name.split())
    _check(organisation, since, reason)
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError({"name": f"Enter a name of up to {LONGEST_NAME} characters"})
    rows = register.names[organisation.code]
    existing = [span for _, span in rows] or [ValueSpan(organisation.name, None)]
    if (now := span_on(existing, since)) and now.value == name and now.last == date.max:
        raise ValidationError({"name": f"It is called {name} already"})
    wanted = joined([*until(existing, since - ONE_DAY), ValueSpan(name, since)])
    before = organisation.name
    names = DatedRows(OrganisationName)
    names.take(
        changes(rows, wanted),
        lambda span: OrganisationName(organisation=organisation, name=span.value),
    )
    names.save()
    register.set(organisation, name=name)
    register.save()
    record(
        "name corrected",
        organisation,
        by=by,
        reason=reason.strip(),
        was=before,
        since=since.isoformat(),
    )
    return organisation


@transaction.atomic
def move_practice(
    *, practice: Organisation, network: Organisation, since: date, reason: str, by: User
) -> Organisation:
    """Let a practice belong to another network from a day on; it leaves its own the day before."""
    change_facts()
    require(can_keep_reference_data(by))
    keep_the_register_alone()
    register = Register()
    practice = register.organisations[practice.code]
    network = register.organisations[network.code]
    _check(practice, since, reason)
    if practice.kind != Kind.PRACTICE or network.kind != Kind.PCN:
        raise ValidationError({"network": "A practice moves to a primary care network"})
    if network.closed_on and network.closed_on < since:
        raise ValidationError({"network": f"{network} closed on {written(network.closed_on)}"})
    existing = register.groups_of(practice.code, Kind.PCN)
    there = span_on(existing, since)
    if there and there.value == network.code and there.last == (practice.closed_on or date.max):
        raise ValidationError({"network": f"It is in {in_words(network.name)} on that day already"})
    spans = [*until(existing, since - ONE_DAY), ValueSpan(network.code, since, practice.closed_on)]
    register.place(practice, Kind.PCN, joined(spans))
    register.save()
    record(
        "practice moved",
        practice,
        by=by,
        reason=reason.strip(),
        left=there.value if there else "",
        joined=network.code,
        since=since.isoformat(),
    )
    return practice


@transaction.atomic
def enter_list_size(
    *,
    practice: Organisation,
    kind: ListSize.Kind,
    counted_on: date,
    stands_for: date,
    patients: Decimal,
    source: str,
    by: User,
) -> ListSize:
    """Enter a practice's list by hand, with where it is from.

    The same day's list is corrected; the row history keeps what stood before.
    """
    change_facts()
    require(can_keep_reference_data(by))
    wrong = {}
    if counted_on > today():
        wrong["counted_on"] = f"It cannot have been counted after today, {written(today())}"
    if patients <= 0:
        wrong["patients"] = "Enter a number of patients above 0"
    elif kind == ListSize.Kind.RAW and patients != patients.to_integral_value():
        wrong["patients"] = "Registered patients are whole: enter a number without decimals"
    if not source.strip():
        wrong["source"] = "Enter where the number is from"
    if wrong:
        raise ValidationError(wrong)
    Organisation.objects.select_for_update(no_key=True).get(pk=practice.pk)
    row, is_new = ListSize.objects.update_or_create(
        practice=practice,
        kind=kind,
        counted_on=counted_on,
        stands_for=stands_for,
        defaults={"patients": patients, "source": source.strip()},
    )
    record(
        f"list size {'entered' if is_new else 'corrected'}",
        row,
        by=by,
        patients=str(patients),
        source=row.source,
    )
    return row


def _check(organisation: Organisation, since: date, reason: str) -> None:
    wrong = {}
    if not reason.strip():
        wrong["reason"] = "Say why"
    if organisation.opened_on and since < organisation.opened_on:
        opened = written(organisation.opened_on)
        wrong["since"] = f"Enter a day on or after it opened, {opened}"
    elif organisation.closed_on and since > organisation.closed_on:
        wrong["since"] = f"Enter a day before it closed, {written(organisation.closed_on)}"
    if wrong:
        raise ValidationError(wrong)
