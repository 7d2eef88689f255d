"""Who may do what. Every app's policy module is built from these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from commissioning.clock import today
from commissioning.models import (
    Agreement,
    Organisation,
    Role,
    RoleMembership,
    SpecificationDraft,
    SpecificationVersion,
    Task,
    Upload,
    User,
)
from commissioning.typed import keep_typed


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes, or no with the reason a person is told."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Decision()


def no(reason: str) -> Decision:
    return Decision(reason)


def require(decision: Decision) -> None:
    """Stop with the reason when the answer is no."""
    if not decision:
        raise PermissionDenied(decision.reason)


Rule = Callable[[User], Decision]


class SignedInRequest(HttpRequest):
    """What a guarded view is given: a request of somebody who is signed in."""

    user: User


class View(Protocol):
    """A view that says which rule guards it."""

    rule: Rule

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def allowed_to(rule: Rule) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Guard a view with a rule about the person, and record that it is guarded.

    Nobody signed in: to the sign-in page. Signed in and not allowed: refused with the reason.
    What the page says is for this person alone: no cache between may keep it, and the browser asks
    before it shows it again.
    """

    def guard(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if isinstance(request.user, AnonymousUser):
                if request.method == "POST":
                    keep_typed(request)
                return redirect_to_login(request.get_full_path())
            require(rule(request.user))
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_cache=True)
            return response

        guarded.rule = rule  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def roles_today(user: User) -> list[RoleMembership]:
    """The roles a person holds today, with their organisations; read once for each person here."""
    if not user.is_active:
        return []
    held: tuple[date, list[RoleMembership]] | None = getattr(user, "_roles_today", None)
    if held is None or held[0] != today():
        roles = user.roles_on(today()).select_related("organisation")
        held = (today(), list(roles.order_by("role", "organisation__code")))
        user._roles_today = held  # type: ignore[attr-defined]  # noqa: SLF001  (asked many times a page)
    return held[1]


def holds(user: User, *roles: Role) -> bool:
    """Say whether a person holds one of these roles today."""
    return any(membership.role in roles for membership in roles_today(user))


def acts_for(user: User, role: Role) -> list[Organisation]:
    """The organisations a person acts for today in a role."""
    return [
        membership.organisation
        for membership in roles_today(user)
        if membership.role == role and membership.organisation is not None
    ]


def signed_in(user: User) -> Decision:
    return YES if user.is_active else no("Your access has ended")


def can_send_for(user: User, organisation: Organisation) -> Decision:
    """Send files for an organisation: its own people, and the CCG's team for anybody."""
    mine = any(membership.organisation_id == organisation.pk for membership in roles_today(user))
    if mine or user.is_console or holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return YES
    return no(f"Only {organisation} and the CCG send files for it")


def has_a_role(user: User) -> Decision:
    if roles_today(user):
        return YES
    return no("You act for no organisation today: ask the CCG’s primary care team for a role")


def can_publish_specification(user: User) -> Decision:
    if holds(user, Role.PRIMARY_CARE):
        return YES
    return no("Only the CCG's primary care team publishes specifications")


def same_text(version: SpecificationVersion, sha256: str) -> Decision:
    """A published version keeps its text: what differs is a new version."""
    if version.sha256 == sha256:
        return YES
    return no(
        f"{version.code} {version.version} is published with another text (SHA-256 "
        f"{version.sha256[:12]}, this file {sha256[:12]}): give the file a new version"
    )


def can_approve_specification(
    user: User, version: SpecificationVersion, missing: Sequence[str] = ()
) -> Decision:
    """Let a version govern. `missing` are those whose agreement to a variation is not on record."""
    if not holds(user, Role.PRIMARY_CARE):
        return no("Only the CCG's primary care team approves specifications")
    if version.published_by_id == user.pk:
        return no("You published this version: a second person of the team approves it")
    if version.approved_at:
        return no(f"{version} is approved already")
    if missing:
        return no(
            "This version changes a contract within its period, so everybody agrees to it first."
            f" No agreement is on record from: {', '.join(missing)}"
        )
    return YES


def can_publish_draft(user: User, draft: SpecificationDraft) -> Decision:
    if draft.drafted_by_id != user.pk:
        return no(f"{draft.drafted_by} prepared this draft, and publishes it or throws it away")
    return can_publish_specification(user)


def reads_specifications(user: User) -> Decision:
    """Everybody who has a role reads what is commissioned."""
    return has_a_role(user)


def reads_proposed_specifications(user: User) -> Decision:
    """Read versions that are published and not approved: the CCG, and those who agree to them."""
    if holds(user, Role.PRACTICE) and not holds(user, *PROPOSALS_ARE_FOR):
        return no("Practices read the versions that are approved")
    if holds(user, *PROPOSALS_ARE_FOR):
        return YES
    return has_a_role(user)


PROPOSALS_ARE_FOR = (
    Role.PRIMARY_CARE,
    Role.FINANCE,
    Role.DATA_QUALITY,
    Role.LMC,
    Role.PCN_DIRECTOR,
)


def answers_variations(user: User) -> Decision:
    """Agree to variations, or record that others did."""
    if holds(user, Role.PRIMARY_CARE, Role.LMC, Role.PCN_DIRECTOR):
        return YES
    return no("The LMC and the clinical directors agree to a variation, not practices or finance")


def can_answer_variation(
    user: User, version: SpecificationVersion, party: str, pcn: Organisation | None
) -> Decision:
    """Answer for the LMC or for a network; the primary care team records what others said."""
    if version.approved_at:
        return no(f"{version} is approved: what was agreed to it stands")
    if holds(user, Role.PRIMARY_CARE) or speaks_for(user, party, pcn):
        return YES
    if party == Agreement.Party.LMC:
        return no("Only the LMC and the CCG's primary care team record what the LMC says")
    return no(f"Only the clinical director of {pcn} and the CCG's primary care team answer for it")


def speaks_for(user: User, party: str, pcn: Organisation | None) -> bool:
    """Say whether a person is the LMC's, or a director of the network."""
    if party == Agreement.Party.LMC:
        return holds(user, Role.LMC)
    return any(organisation == pcn for organisation in acts_for(user, Role.PCN_DIRECTOR))


def can_make_people(user: User) -> Decision:
    if user.is_console or holds(user, Role.PRIMARY_CARE):
        return YES
    return no("Only the CCG's primary care team lets people in")


ACTS_FOR = {
    Role.PRACTICE: (Organisation.Kind.PRACTICE, "a GP practice"),
    Role.PCN_DIRECTOR: (Organisation.Kind.PCN, "a primary care network"),
}


def can_hold(role: Role, organisation: Organisation | None) -> Decision:
    """Which roles act for which organisations. None: the commissioner itself."""
    if role in ACTS_FOR:
        kind, words = ACTS_FOR[role]
        if organisation is None:
            return no(f"The role {role.value} is held for {words}: say which, by its ODS code")
        if organisation.kind != kind:
            return no(f"The role {role.value} is held for {words}, and {organisation} is not one")
        return YES
    allowed = {Organisation.Kind.COMMISSIONER, Organisation.Kind.LMC}
    if role is not Role.LMC:
        allowed.remove(Organisation.Kind.LMC)
    if organisation is not None and organisation.kind not in allowed:
        return no(f"The role {role.value} is held for the commissioner, not for {organisation}")
    return YES


TASKS_OF = {  # who does the commissioner's tasks, by who owes them
    "commissioner": (Role.PRIMARY_CARE,),
    "data-quality": (Role.DATA_QUALITY, Role.PRIMARY_CARE),
    "finance": (Role.FINANCE,),
}


def reads_tasks(user: User) -> Decision:
    """Read what the commissioner itself has to do."""
    if holds(user, Role.PRIMARY_CARE, Role.DATA_QUALITY, Role.FINANCE):
        return YES
    return no("Only the CCG reads its own tasks")


def can_do_task(user: User, task: Task) -> Decision:
    """Say that a task of the commissioner is done, or take that back."""
    roles = TASKS_OF[task.owner]
    if holds(user, *roles):
        return YES
    return no(f"Only {' or '.join(role.label for role in roles)} says that this is done")


def can_add_task(user: User) -> Decision:
    if holds(user, Role.PRIMARY_CARE):
        return YES
    return no("Only the CCG's primary care team adds tasks")


def can_raise_task(user: User) -> Decision:
    """Have the site add a task for what it found: the site by itself, or the team."""
    return YES if user.is_console else can_add_task(user)


def can_confirm_upload(user: User, upload: Upload) -> Decision:
    """Confirm, or cancel, a file that was shown: its own uploader, once."""
    if upload.uploaded_by_id != user.pk:
        return no(f"Only {upload.uploaded_by} confirms or cancels this file")
    if not upload.waits:
        return no(f"This file waits no longer: {upload.get_status_display().lower()}")
    return YES


def can_keep_reference_data(user: User) -> Decision:
    """Practices, networks, lists and homes, from the publishers' files."""
    if user.is_console or holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return YES
    return no("Only the CCG's primary care team and finance keep the register of organisations")
