"""What people have to do about specifications: approve a version, agree to a variation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.models import Role, User
from commissioning.policy.roles import acts_for, holds
from commissioning.specifications.publishing.policy import (
    answers_as_party,
    can_publish_specification,
)
from commissioning.specifications.publishing.selectors import drafts_of, versions_waiting
from commissioning.specifications.publishing.variations import wanted_for
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo

MOST_WAITING = 5  # versions that wait at once, whose agreements are looked at


def versions_to_approve(user: User, on: date) -> Iterable[ToDo]:
    """A version waits for a second person of the team; its publisher waits for that person."""
    del on
    if not can_publish_specification(user):
        return
    for version in versions_waiting()[:MOST_WAITING]:
        own = version.published_by_id == user.pk
        yield ToDo(
            title=f"{'Waits for approval' if own else 'Approve'}: {version}",
            href=address(
                "payments:specification_effects", code=version.code, version=version.version
            ),
            note="A second person of the team approves it" if own else "",
            waiting=own,
        )
    for draft in drafts_of(user).filter(drafted_by=user)[:MOST_WAITING]:
        yield ToDo(
            title=f"Publish or throw away your draft: {draft.title}, version {draft.version}",
            href=address("payments:specification_draft", pk=draft.pk),
        )


def variations_to_answer(user: User, on: date) -> Iterable[ToDo]:
    """The LMC and the clinical directors are asked whether they agree to a variation."""
    del on
    if not (holds(user, Role.LMC) or acts_for(user, Role.PCN_DIRECTOR)):
        return
    for version in versions_waiting()[:MOST_WAITING]:
        for agreement in wanted_for(version):
            if agreement.answer is None and answers_as_party(user, agreement.party, agreement.pcn):
                yield ToDo(
                    title=f"Say whether you agree to {version}",
                    href=address("specification_agree", code=version.code, version=version.version),
                    organisation=agreement.pcn.code if agreement.pcn else "",
                    note="A change of a contract within its period",
                )
