"""Writing a return's form and sending it. Nothing typed is lost, and nothing is sent twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commissioning.actions.attachments import keep_attachment
from commissioning.audit import record
from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy import require
from practices.actions.group_returns import complete_group
from practices.actions.returns import ReturnRow, receive_jointly, receive_returns
from practices.models import ReturnForm, ReturnStep
from practices.policy import can_send_return
from practices.policy.returns import can_write_form
from practices.rules.asked import Form
from practices.rules.fingerprints import fingerprint
from practices.rules.questions import all_questions, also_for, cannot_be_kept, kept, wrong_with
from practices.selectors.files import file_names
from practices.selectors.groups import group_of
from practices.selectors.return_forms import Questionnaire, asked_of, locked_form
from practices.selectors.returns import fact_on_record, last_sending, version_in_force

Status, Kind = ReturnForm.Status, ReturnStep.Kind
WANTING = (Kind.NOT_MET, Kind.INCOMPLETE)


class OvertakenError(Exception):
    """Somebody else saved the form meanwhile; `form` is what they saved. Nothing was kept."""

    def __init__(self, form: ReturnForm) -> None:
        self.form = form
        super().__init__(f"{form.saved_by} saved this while you were writing")


@transaction.atomic
def save_answers(
    *,
    form: Form,
    answers: Mapping[str, Any],
    revision: int,
    by: User,
    uploads: Mapping[str, Sequence[UploadedFile]] | None = None,
) -> ReturnForm:
    """Keep what was typed, finished or not, right or wrong. Other answers of the form stay.

    Raises OvertakenError where somebody changed one of these answers since `revision` was read, and
    ValidationError where an answer may not even be kept. The same answers again change nothing.
    """
    organisation, found = locked_form(form)
    require(can_write_form(by, organisation, found))
    questions = {each.key: each for each in _questions(form, organisation, found, answers)}
    typed = kept([questions[key] for key in answers if key in questions], answers)
    _refuse({key: cannot_be_kept(questions[key], value) for key, value in typed.items()})
    for key, sent in (uploads or {}).items():
        if sent and questions[key].answer == "file":
            made = [keep_attachment(upload=each, organisation=organisation, by=by) for each in sent]
            typed[key] = [*typed.get(key, []), *(str(each.pk) for each in made)]
    if found is None:
        found = ReturnForm(
            organisation=organisation,
            specification=form.specification,
            code=form.code,
            period=form.period,
            version=version_in_force(form.specification, today()),
            answers=typed,
            saved_by=by,
            saved_on=today(),
        )
        found.save()
        ReturnStep.objects.create(form=found, kind=Kind.STARTED, by=by, on=today())
        record("return draft begun", found, by=by)
        return found
    if all(found.answers.get(key) == value for key, value in typed.items()):
        return found
    clash = [key for key in typed if questions[key].answer != "file"]
    if found.revision != revision and any(found.answers.get(k) != typed[k] for k in clash):
        raise OvertakenError(found)
    if found.revision != revision:  # files that somebody else added meanwhile stay
        typed |= {
            key: [*dict.fromkeys([*(found.answers.get(key) or []), *value])]
            for key, value in typed.items()
            if questions[key].answer == "file"
        }
    found.answers = {**found.answers, **typed}
    found.revision += 1
    found.saved_by, found.saved_on = by, today()
    found.save()
    record("return draft saved", found, by=by, revision=found.revision)
    return found


@transaction.atomic
def send_form(*, form: Form, revision: int, by: User) -> ReturnStep:
    """Send a form as it stands, once: sending it again gives the sending there is.

    Raises ValidationError naming each answer that is missing or wrong, OvertakenError where it was
    changed since it was checked.
    """
    organisation, found = locked_form(form)
    if found is None:
        raise ValidationError("Nothing was written yet: answer the questions first")
    require(can_send_return(by, organisation))
    before = last_sending(found)
    if before and found.status == Status.SENT:
        return before
    require(can_write_form(by, organisation, found))
    if found.revision != revision:
        raise OvertakenError(found)
    questions = _questions(form, organisation, found, found.answers)
    _refuse({each.key: wrong_with(each, found.answers.get(each.key)) for each in questions})
    _refuse_strange_files(organisation, questions, found.answers)
    answers = kept(questions, found.answers)
    number = before.number + 1 if before and before.number else 1
    sending = ReturnStep.objects.create(
        form=found,
        kind=Kind.SENT,
        on=today(),
        by=by,
        number=number,
        answers=answers,
        version=found.version,
        sha256=fingerprint(form, answers, version=found.version.sha256, number=number),
    )
    found.counts_from = _counts_from(found)
    found.status, found.answers = Status.SENT, answers
    found.revision += 1
    found.save()
    record("return sent", found, by=by, number=number, sha256=sending.sha256)
    whole_group = organisation.kind == Organisation.Kind.PCN and bool(group_of(form))
    if not whole_group and not _waits_for_judgement(found):
        receive_returns(rows=[ReturnRow.of(form, found.counts_from)], by=by)
        receive_jointly(form=form, codes=also_for(answers), day=found.counts_from, by=by)
    complete_group(form=form, by=by)
    return sending


def _questions(
    form: Form, organisation: Organisation, found: ReturnForm | None, answers: Mapping[str, Any]
) -> list[Any]:
    questionnaire: Questionnaire = asked_of(form, organisation, found)
    everything = {**(found.answers if found else {}), **answers}
    return all_questions(
        questionnaire.asked,
        everything,
        by_practice=questionnaire.by_practice,
        network=questionnaire.network,
        partners=questionnaire.partners,
    )


def _counts_from(form: ReturnForm) -> date:
    """The day it counts as received: sent again in time, the day it was first sent (D-01)."""
    in_time = form.again_by is not None and today() <= form.again_by
    return form.counts_from if form.counts_from and in_time else today()


def _waits_for_judgement(form: ReturnForm) -> bool:
    """What was found wanting stays so until the CCG has looked at it again (S3, appendix 3)."""
    judged = form.steps.exclude(kind__in=(Kind.STARTED, Kind.SENT, Kind.ASKED_BACK, Kind.KEPT))
    last = judged.order_by("-pk").first()
    address = Form(form.specification, form.code, form.organisation.code, form.period)
    return last is not None and last.kind in WANTING and fact_on_record(address) is not None


def _refuse(wrong: Mapping[str, str]) -> None:
    found = {key: [message] for key, message in wrong.items() if message}
    if found:
        raise ValidationError(found)


def _refuse_strange_files(
    organisation: Organisation, questions: list[Any], answers: Mapping[str, Any]
) -> None:
    for question in questions:
        keys = answers.get(question.key) if question.answer == "file" else None
        known = file_names(organisation, filter(_is_key, keys or []))
        if strange := [each for each in keys or [] if each not in known]:
            raise ValidationError({question.key: [f"{strange[0]} is no file of {organisation}"]})


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
