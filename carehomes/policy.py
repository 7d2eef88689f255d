"""Who may keep homes, count who lives in them, and agree on leads, cover and alignment."""

from __future__ import annotations

from carehomes.models import AlignmentProposal, Leadership
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, holds, only, roles_today

CCG_READERS = (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY)
OPEN = (Leadership.State.PROPOSED, Leadership.State.AGREED)
Kind = Organisation.Kind


def is_ccg(user: User) -> bool:
    """The primary care team, which also enters what practices send on paper or by file."""
    return user.is_console or holds(user, Role.PRIMARY_CARE)


def holds_role_for(user: User, role: Role, organisation: Organisation | int | None) -> bool:
    """Say whether a person acts today in a role for an organisation, or for its key."""
    key = organisation.pk if isinstance(organisation, Organisation) else organisation
    return any(own_organisation.pk == key for own_organisation in acts_for(user, role))


# See care homes at all: which of them, the selectors say.
reads_homes = only(
    *CCG_READERS,
    Role.PRACTICE,
    Role.PCN_DIRECTOR,
    reason="Practices, networks and the CCG see care homes; the LMC reads totals",
)


# See a network's homes and milestones on one page.
reads_networks = only(
    *CCG_READERS,
    Role.PCN_DIRECTOR,
    reason="A network’s director and the CCG see the network’s homes and milestones",
)


# Enter anything about homes: practices, directors and the CCG's primary care team.
acts_on_homes = only(
    Role.PRIMARY_CARE,
    Role.PRACTICE,
    Role.PCN_DIRECTOR,
    reason="Practices, networks and the CCG’s primary care team enter what is known of homes",
    console=True,
)


# Correct a home's record: its type, its days, what it counts for, its beds.
can_keep_homes = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team keeps the record of homes",
    console=True,
)


# Add a home that is not registered, for some practice.
can_add_homes = only(
    Role.PRIMARY_CARE,
    Role.PRACTICE,
    reason="A practice or the CCG’s primary care team adds a home that is not registered",
    console=True,
)


def can_add_home(user: User, practice: Organisation) -> Permission:
    """Add a home that is not registered, which a practice identified."""
    if is_ccg(user) or holds_role_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} and the CCG’s primary care team add homes it identified")


# Agree, with the networks, which of them looks after which home.
can_align_homes = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG's primary care team aligns homes to networks",
    console=True,
)


def can_count_residents(user: User, practice: Organisation) -> Permission:
    """Say how many residents of a home are registered with a practice."""
    if is_ccg(user) or holds_role_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} and the CCG's primary care team count its residents")


# Count residents, or plans, of some practice.
counts_residents = only(
    Role.PRIMARY_CARE,
    Role.PRACTICE,
    reason="A practice, or the CCG’s primary care team for it, counts its residents",
    console=True,
)


def can_say_medicines(user: User, practice: Organisation) -> Permission:
    """Tell the CCG of a practice's medicines-support needs, or which services are in place."""
    if is_ccg(user) or holds_role_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} and the CCG’s primary care team say what {practice.code} needs")


def can_bear_out_discussion(
    user: User, practice: Organisation, network: Organisation | None
) -> Permission:
    """Bear out, for the network, that a practice discussed its needs: never one's own."""
    if network is None:
        return no(f"{practice} is in no network")
    if not holds_role_for(user, Role.PCN_DIRECTOR, network):
        return no(f"Only the clinical director of {network}, or a deputy, bears this out")
    if holds_role_for(user, Role.PRACTICE, practice):
        return no(f"You work for {practice}: a deputy of the network bears this out")
    return YES


# Say what support the CCG adds.
can_answer_medicines = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team says what support it adds",
    console=True,
)


def can_check_support(user: User, organisation: Organisation) -> Permission:
    """Say, for a practice, a network or the CCG, what support a home can use."""
    role = Role.PCN_DIRECTOR if organisation.kind == Kind.PCN else Role.PRACTICE
    if is_ccg(user) or holds_role_for(user, role, organisation):
        return YES
    return no(f"Only {organisation} and the CCG’s primary care team say so for it")


def can_flag_gap(user: User, organisation: Organisation) -> Permission:
    """Tell the CCG of a gap in a home's out-of-hours cover."""
    return can_check_support(user, organisation)


# Keep the arrangements, and answer and close gaps: the CCG's own duty.
can_keep_out_of_hours = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team keeps out-of-hours arrangements",
    console=True,
)


def organisations_of(user: User) -> list[Organisation]:
    """The practices and networks that a person acts for today."""
    roles = (Role.PRACTICE, Role.PCN_DIRECTOR)
    organisations = [
        membership.organisation for membership in roles_today(user) if membership.role in roles
    ]
    return list(
        {
            organisation.pk: organisation
            for organisation in organisations
            if organisation is not None
        }.values()
    )


def can_propose_lead(user: User, organisation: Organisation) -> Permission:
    """Name a clinical lead for homes: a practice, a network, or the CCG for one of them (D-25)."""
    role = Role.PCN_DIRECTOR if organisation.kind == Kind.PCN else Role.PRACTICE
    if is_ccg(user) or holds_role_for(user, role, organisation):
        return YES
    return no(f"Only {organisation} and the CCG’s primary care team propose leads for it")


def can_answer_lead(user: User, leadership: Leadership, practice: Organisation) -> Permission:
    """Agree, or not, for a practice with residents in the home, until the CCG has decided."""
    if not (is_ccg(user) or holds_role_for(user, Role.PRACTICE, practice)):
        return no(f"Only {practice} and the CCG’s primary care team answer for it")
    if leadership.state not in OPEN:
        return no(f"The CCG has decided on {leadership.lead.name} for {leadership.home.name}")
    return YES


def can_decide_lead(user: User, leadership: Leadership) -> Permission:
    """Confirm, or refuse, a lead for the CCG: somebody else than who proposed."""
    if not is_ccg(user):
        return no("Only the CCG’s primary care team confirms clinical leads")
    if leadership.state not in OPEN:
        return no(f"The CCG has decided on {leadership.lead.name} for {leadership.home.name}")
    if leadership.proposed_by_id == user.pk:
        return no("You entered this proposal: another person of the team decides on it")
    return YES


def can_end_lead(user: User, leadership: Leadership) -> Permission:
    """Say that a lead ends: who proposed it, or employs the lead, or the CCG."""
    lead = leadership.lead
    theirs = holds_role_for(user, Role.PCN_DIRECTOR, lead.organisation_id) or any(
        holds_role_for(user, Role.PRACTICE, key) for key in (lead.organisation_id, lead.employer_id)
    )
    if not (is_ccg(user) or theirs):
        return no("Only who proposed the lead, the lead’s practice and the CCG end it")
    if leadership.state != Leadership.State.CONFIRMED:
        return no(f"{lead.name} is not a confirmed lead of {leadership.home.name}")
    return YES


# Record that a lead is no GP by exception, which the practices, the CCG and others agreed.
can_except_lead = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team records an exception, with who agreed to it",
    console=True,
)


def can_propose_alignment(user: User, pcn: Organisation) -> Permission:
    """Propose that a network takes on a home: its director, or the CCG."""
    if is_ccg(user) or holds_role_for(user, Role.PCN_DIRECTOR, pcn):
        return YES
    return no(f"Only the clinical director of {pcn} and the CCG propose homes to it")


def can_agree_alignment(user: User, proposal: AlignmentProposal) -> Permission:
    """Agree, for the network, to what the CCG proposes."""
    if not holds_role_for(user, Role.PCN_DIRECTOR, proposal.pcn):
        return no(f"Only the clinical director of {proposal.pcn} agrees for it")
    if proposal.state != AlignmentProposal.State.PROPOSED:
        return no("This proposal does not wait for the network")
    return YES


def can_confirm_alignment(user: User, proposal: AlignmentProposal) -> Permission:
    """Confirm, for the CCG, what the network agreed to: somebody else than who proposed it."""
    if not is_ccg(user):
        return no("Only the CCG’s primary care team confirms an alignment")
    if proposal.state != AlignmentProposal.State.AGREED:
        return no("The network has not agreed, or the proposal is decided already")
    if user.pk in (proposal.proposed_by_id, proposal.agreed_by_id):
        return no("You entered this proposal: another person of the team confirms it")
    return YES


def can_refuse_alignment(user: User, proposal: AlignmentProposal) -> Permission:
    """Refuse a proposal, with a reason: the CCG, or the network that it waits for."""
    state = AlignmentProposal.State(proposal.state)
    if state not in (AlignmentProposal.State.PROPOSED, AlignmentProposal.State.AGREED):
        return no("The proposal is decided already")
    if is_ccg(user):
        return YES
    if state == AlignmentProposal.State.PROPOSED and can_agree_alignment(user, proposal):
        return YES
    return no("The CCG refuses a proposal, or the network that it waits for")


def can_confirm_milestone(user: User, pcn: Organisation) -> Permission:
    """Say for a network that a milestone is met, or not yet: its director or a deputy."""
    if holds_role_for(user, Role.PCN_DIRECTOR, pcn):
        return YES
    return no(f"Only the clinical director of {pcn}, or a deputy, confirms its milestones")


# Propose a home to some network.
proposes_alignments = only(
    Role.PRIMARY_CARE,
    Role.PCN_DIRECTOR,
    reason="A network’s clinical director or the CCG proposes homes to a network",
    console=True,
)
