"""Long work: who sees how far it is, and who may have it tried again."""

from __future__ import annotations

from commissioning.models import CONSOLE, Job, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import has_a_role, only

LOOK_AFTER = (Role.PRIMARY_CARE, Role.FINANCE)  # what the site does by itself, at its hours


def reads_jobs(user: User) -> Permission:
    """Look at long work; whose, `jobs_visible_to` says."""
    return has_a_role(user)


# See what the site does by itself, besides one's own.
looks_after_jobs = only(*LOOK_AFTER, reason="The CCG looks after what the site does by itself")


# Remove files that no job knows of: the site by itself.
clears_after_jobs = only(reason="The site clears up after its workers by itself", console=True)


def can_try_again(user: User, job: Job) -> Permission:
    """Have a failed job done again: whoever asked for it; the CCG, what nobody asked for."""
    own = job.asked_by_id == user.pk
    if not own and not (job.asked_by.email == CONSOLE and looks_after_jobs(user)):
        return no("Whoever asked for it can have it tried again")
    if job.state != Job.State.FAILED:
        return no("It has not failed")
    return YES
