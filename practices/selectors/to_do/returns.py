"""Returns that are due, begun, asked back or wait for judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for, holds
from commissioning.specifications.schema import Silence
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from practices.models import Return, ReturnForm, SignUp
from practices.rules.return_requests import AskedFor
from practices.selectors.groups import covered_by_group, group_tallies
from practices.selectors.returns import asked_for, form_of, returns_asked, sign_up_rules

AHEAD = timedelta(days=42)  # how long before it is due a return is something to do
Key = tuple[int, str, str, date | None]


def returns_to_do(user: User, on: date) -> Iterable[ToDo]:
    """A practice's and a director's own returns; for the CCG what waits for its answer."""
    practices = acts_for(user, Role.PRACTICE)
    networks = acts_for(user, Role.PCN_DIRECTOR)
    due_returns = [due_return for due_return in returns_asked(on) if due_return.due - AHEAD <= on]
    if practices:
        yield from _of_practices(practices, due_returns, on)
    if networks:
        yield from _of_networks(user, networks, due_returns, on)
    if holds(user, Role.PRIMARY_CARE):
        yield from _of_the_ccg(on)


def _of_practices(
    practices: list[Organisation], due_returns: list[AskedFor], on: date
) -> Iterator[ToDo]:
    sent, forms = _on_record(practices)
    taking_part = _taking_part(practices, on)
    for due_return in due_returns:
        if (
            due_return.asked.owed_by != Organisation.Kind.PRACTICE
            and not due_return.asked.row_per_practice
        ):
            continue
        covered = covered_by_group(practices, due_return)
        for practice in practices:
            form = forms.get(_key(practice, due_return))
            if practice.pk in covered and form is None:
                continue
            if _key(practice, due_return) in sent and not (form and form.can_be_written):
                continue
            if form is None and practice.pk not in taking_part.get(due_return.specification, ()):
                continue
            yield _to_do(practice, due_return, form)


def _of_networks(
    user: User, networks: list[Organisation], due_returns: list[AskedFor], on: date
) -> Iterator[ToDo]:
    sent, forms = _on_record(networks)
    for due_return in due_returns:
        if due_return.asked.owed_by != Organisation.Kind.PCN:
            continue
        groups = {one.network.pk: one for one in group_tallies(user, due_return, on)}
        for network in networks:
            form = forms.get(_key(network, due_return))
            if _key(network, due_return) in sent and not (form and form.can_be_written):
                continue
            group = groups.get(network.pk)
            if group and group.rows == group.confirmed and on > due_return.last:
                continue  # every practice sent its own
            if group and group.answered:
                note = f"{group.confirmed} of {group.rows} rows are confirmed"
                yield ToDo(
                    title=f"{due_return.title}: rows of your practices are missing",
                    href=address("practices:return", form=due_return.form_of(network.code)),
                    due=due_return.due,
                    organisation=network.code,
                    note=note,
                    waiting=True,
                )
            else:
                yield _to_do(network, due_return, form)


def _of_the_ccg(on: date) -> Iterator[ToDo]:
    back = ReturnForm.objects.filter(status=ReturnForm.Status.ASKED_BACK)
    for return_form in back.select_related("organisation").order_by("pk")[:20]:
        form = form_of(return_form)
        due_return = asked_for(form, on)
        title = due_return.title if due_return else return_form.code
        yield ToDo(
            title=f"Answer a request to have a return back: {title}",
            href=address("practices:return_reopen", form=form),
            organisation=return_form.organisation.code,
        )
    waiting = ReturnForm.objects.filter(status=ReturnForm.Status.SENT)
    judged = Return.objects.filter(met__isnull=True).values_list(
        "organisation", "specification", "code", "period"
    )
    open_ones = set(judged)
    sent = waiting.values_list("organisation", "specification", "code", "period")
    number = sum(key in open_ones for key in sent)
    if number:
        yield ToDo(
            title=f"Say what you found of {number} returns"
            if number > 1
            else "Say what you found of a return",
            href=address("practices:returns"),
        )


def _to_do(organisation: Organisation, due_return: AskedFor, form: ReturnForm | None) -> ToDo:
    begun = form is not None and bool(form.answers)
    row = due_return.asked.row_per_practice and organisation.kind == Organisation.Kind.PRACTICE
    verb = "Finish" if begun else ("Confirm your row of" if row else "Send")
    note = ""
    if form is not None and form.status == ReturnForm.Status.REOPENED:
        again = f" by {written(form.again_by)}" if form.again_by else ""
        verb, note = "Send again", f"The CCG opened it again: send it{again}"
    elif begun and form is not None:
        note = f"Draft saved {written(form.saved_on)} by {form.saved_by}"
    return ToDo(
        title=f"{verb}: {due_return.title}",
        href=address("practices:return", form=due_return.form_of(organisation.code)),
        due=due_return.due,
        organisation=organisation.code,
        note=note,
    )


def _key(organisation: Organisation, due_return: AskedFor) -> Key:
    return (
        organisation.pk,
        due_return.specification,
        due_return.asked.code,
        due_return.occasion.quarter,
    )


def _on_record(organisations: list[Organisation]) -> tuple[set[Key], dict[Key, ReturnForm]]:
    """What was received, or is with the CCG, and the forms that were begun."""
    fields = ("organisation", "specification", "code", "period")
    received = set(Return.objects.filter(organisation__in=organisations).values_list(*fields))
    return_forms = ReturnForm.objects.filter(organisation__in=organisations).select_related(
        "saved_by"
    )
    forms = {
        (
            return_form.organisation_id,
            return_form.specification,
            return_form.code,
            return_form.period,
        ): return_form
        for return_form in return_forms
    }
    with_the_ccg = {
        key
        for key, return_form in forms.items()
        if return_form.status == ReturnForm.Status.ASKED_BACK
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
    practices_by_specification = {}
    for code, rule in sign_up_rules(on).items():
        everybody = {organisation.pk for organisation in practices}
        if not rule.asked:
            practices_by_specification[code] = everybody
        elif rule.silence is Silence.IN:
            practices_by_specification[code] = everybody - declined.get(code, set())
        else:
            practices_by_specification[code] = signed.get(code, set())
    return practices_by_specification
