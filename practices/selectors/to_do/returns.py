"""Returns that are due, begun, asked back or wait for judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy import acts_for, holds
from commissioning.specifications.types import Silence
from commissioning.to_do import ToDo
from practices.models import Return, ReturnForm, SignUp
from practices.rules.asked import AskedFor
from practices.selectors.groups import covered_by_group, group_tallies
from practices.selectors.returns import asked_for, form_of, returns_asked, sign_up_rules

AHEAD = timedelta(days=42)  # how long before it is due a return is something to do
Key = tuple[int, str, str, date | None]


def returns_to_do(user: User, on: date) -> Iterable[ToDo]:
    """A practice's and a director's own returns; for the CCG what waits for its answer."""
    practices = acts_for(user, Role.PRACTICE)
    networks = acts_for(user, Role.PCN_DIRECTOR)
    asked = [each for each in returns_asked(on) if each.due - AHEAD <= on]
    if practices:
        yield from _of_practices(practices, asked, on)
    if networks:
        yield from _of_networks(user, networks, asked, on)
    if holds(user, Role.PRIMARY_CARE):
        yield from _of_the_ccg(on)


def _of_practices(practices: list[Organisation], asked: list[AskedFor], on: date) -> Iterator[ToDo]:
    sent, forms = _on_record(practices)
    taking_part = _taking_part(practices, on)
    for each in asked:
        if each.asked.owed_by != Organisation.Kind.PRACTICE and not each.asked.row_per_practice:
            continue
        covered = covered_by_group(practices, each)
        for practice in practices:
            form = forms.get(_key(practice, each))
            if practice.pk in covered and form is None:
                continue
            if _key(practice, each) in sent and not (form and form.can_be_written):
                continue
            if form is None and practice.pk not in taking_part.get(each.specification, ()):
                continue
            yield _to_do(practice, each, form)


def _of_networks(
    user: User, networks: list[Organisation], asked: list[AskedFor], on: date
) -> Iterator[ToDo]:
    sent, forms = _on_record(networks)
    for each in asked:
        if each.asked.owed_by != Organisation.Kind.PCN:
            continue
        groups = {one.network.pk: one for one in group_tallies(user, each, on)}
        for network in networks:
            form = forms.get(_key(network, each))
            if _key(network, each) in sent and not (form and form.can_be_written):
                continue
            group = groups.get(network.pk)
            if group and group.rows == group.confirmed and on > each.last:
                continue  # every practice sent its own
            if group and group.answered:
                note = f"{group.confirmed} of {group.rows} rows are confirmed"
                yield ToDo(
                    title=f"{each.title}: rows of your practices are missing",
                    href=each.form_of(network.code).href,
                    due=each.due,
                    organisation=network.code,
                    note=note,
                    waiting=True,
                )
            else:
                yield _to_do(network, each, form)


def _of_the_ccg(on: date) -> Iterator[ToDo]:
    back = ReturnForm.objects.filter(status=ReturnForm.Status.ASKED_BACK)
    for each in back.select_related("organisation").order_by("pk")[:20]:
        form = form_of(each)
        asked = asked_for(form, on)
        title = asked.title if asked else each.code
        yield ToDo(
            title=f"Answer a request to have a return back: {title}",
            href=f"{form.href}reopen/",
            organisation=each.organisation.code,
        )
    waiting = ReturnForm.objects.filter(status=ReturnForm.Status.SENT)
    judged = Return.objects.filter(met__isnull=True).values_list(
        "organisation", "specification", "code", "period"
    )
    open_ones = set(judged)
    sent = waiting.values_list("organisation", "specification", "code", "period")
    number = sum(each in open_ones for each in sent)
    if number:
        yield ToDo(
            title=f"Say what you found of {number} returns"
            if number > 1
            else "Say what you found of a return",
            href="/returns/",
        )


def _to_do(organisation: Organisation, asked: AskedFor, form: ReturnForm | None) -> ToDo:
    begun = form is not None and bool(form.answers)
    row = asked.asked.row_per_practice and organisation.kind == Organisation.Kind.PRACTICE
    verb = "Finish" if begun else ("Confirm your row of" if row else "Send")
    note = ""
    if form is not None and form.status == ReturnForm.Status.REOPENED:
        again = f" by {written(form.again_by)}" if form.again_by else ""
        verb, note = "Send again", f"The CCG opened it again: send it{again}"
    elif begun and form is not None:
        note = f"Draft saved {written(form.saved_on)} by {form.saved_by}"
    return ToDo(
        title=f"{verb}: {asked.title}",
        href=asked.form_of(organisation.code).href,
        due=asked.due,
        organisation=organisation.code,
        note=note,
    )


def _key(organisation: Organisation, asked: AskedFor) -> Key:
    return (organisation.pk, asked.specification, asked.asked.code, asked.occasion.quarter)


def _on_record(organisations: list[Organisation]) -> tuple[set[Key], dict[Key, ReturnForm]]:
    """What was received, or is with the CCG, and the forms that were begun."""
    fields = ("organisation", "specification", "code", "period")
    received = set(Return.objects.filter(organisation__in=organisations).values_list(*fields))
    found = ReturnForm.objects.filter(organisation__in=organisations).select_related("saved_by")
    forms = {
        (each.organisation_id, each.specification, each.code, each.period): each for each in found
    }
    with_the_ccg = {
        key for key, each in forms.items() if each.status == ReturnForm.Status.ASKED_BACK
    }
    return received | with_the_ccg, forms


def _taking_part(practices: list[Organisation], on: date) -> dict[str, set[int]]:
    """Which of these practices take part, by specification."""
    answers = SignUp.objects.filter(practice__in=practices)
    signed: dict[str, set[int]] = {}
    declined: dict[str, set[int]] = {}
    for practice, code, response in answers.values_list("practice", "specification", "response"):
        kind = signed if response == SignUp.Response.SIGNED else declined
        kind.setdefault(code, set()).add(practice)
    found = {}
    for code, rule in sign_up_rules(on).items():
        everybody = {each.pk for each in practices}
        if not rule.asked:
            found[code] = everybody
        elif rule.silence is Silence.IN:
            found[code] = everybody - declined.get(code, set())
        else:
            found[code] = signed.get(code, set())
    return found
