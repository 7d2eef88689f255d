"""A group's form: complete when its director has answered and every row is confirmed (D-16)."""

from __future__ import annotations

from django.db import transaction

from commissioning.clock import today
from commissioning.models import User
from practices.actions.returns import ReturnRow, complete_group_return, withdraw_return
from practices.models import ReturnForm
from practices.rules.return_requests import ReturnKey
from practices.selectors.groups import group_of, missing_from
from practices.selectors.returns import fact_on_record, form_on_record


@transaction.atomic
def complete_group(*, form: ReturnKey, by: User) -> None:
    """Take the group's form as received, where this sending was the last that it waited for."""
    group = group_of(form)
    if group is None:
        return
    network, whole = group
    own = form_on_record(whole)
    answered = own is not None and own.status == ReturnForm.Status.SENT
    if answered and fact_on_record(whole) is None and not missing_from(network, whole):
        complete_group_return(row=ReturnRow.of(whole, today()), network=network, by=by)


@transaction.atomic
def reopen_group(*, form: ReturnKey, by: User, reason: str) -> None:
    """A row is open again: the group's form that it made whole is not whole any more.

    A group's form that came without rows, on paper or by file, stands as it is.
    """
    group = group_of(form)
    if group is None or group[0].code == form.organisation:
        return
    _, whole = group
    fact, own = fact_on_record(whole), form_on_record(whole)
    if fact is not None and own is not None:
        withdraw_return(fact=fact, by=by, reason=f"{form.organisation} is open again: {reason}")
