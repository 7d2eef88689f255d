"""Writing a return's form and sending it. Nothing typed is lost, and nothing is sent twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.attachment_actions import keep_attachment
from commissioning.records.audit import record
from practices.actions.group_returns import complete_group
from practices.actions.returns import ReturnRow, receive_jointly, receive_returns
from practices.models import ReturnForm, ReturnStep
from practices.policy.answers import can_send_return
from practices.policy.returns import can_write_form
from practices.rules.fingerprints import fingerprint
from practices.rules.questions import all_questions, also_for, cannot_be_kept, kept, wrong_with
from practices.rules.return_requests import ReturnKey
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
    form: ReturnKey,
    answers: Mapping[str, Any],
    revision: int,
    by: User,
    uploads: Mapping[str, Sequence[UploadedFile]] | None = None,
) -> ReturnForm:
    """Keep what was typed, finished or not, right or wrong. Other answers of the form stay.

    Raises OvertakenError where somebody changed one of these answers since `revision` was read, and
    ValidationError where an answer may not even be kept. The same answers again change nothing.
    """
    organisation, return_form = locked_form(form)
    require(can_write_form(by, organisation, return_form))
    questions = {
        question.key: question for question in _questions(form, organisation, return_form, answers)
    }
    typed = kept([questions[key] for key in answers if key in questions], answers)
    _refuse({key: cannot_be_kept(questions[key], value) for key, value in typed.items()})
    for key, sent in (uploads or {}).items():
        if sent and questions[key].answer == "file":
            made = [
                keep_attachment(upload=upload, organisation=organisation, by=by) for upload in sent
            ]
            typed[key] = [*typed.get(key, []), *(str(attachment.pk) for attachment in made)]
    if return_form is None:
        return_form = ReturnForm(
            organisation=organisation,
            specification=form.specification,
            code=form.code,
            period=form.period,
            version=version_in_force(form.specification, today()),
            answers=typed,
            saved_by=by,
            saved_on=today(),
        )
        return_form.save()
        ReturnStep.objects.create(form=return_form, kind=Kind.STARTED, by=by, on=today())
        record("return draft begun", return_form, by=by)
        return return_form
    if all(return_form.answers.get(key) == value for key, value in typed.items()):
        return return_form
    clash = [key for key in typed if questions[key].answer != "file"]
    if return_form.revision != revision and any(
        return_form.answers.get(k) != typed[k] for k in clash
    ):
        raise OvertakenError(return_form)
    if return_form.revision != revision:  # files that somebody else added meanwhile stay
        typed |= {
            key: [*dict.fromkeys([*(return_form.answers.get(key) or []), *value])]
            for key, value in typed.items()
            if questions[key].answer == "file"
        }
    return_form.answers = {**return_form.answers, **typed}
    return_form.revision += 1
    return_form.saved_by, return_form.saved_on = by, today()
    return_form.save()
    record("return draft saved", return_form, by=by, revision=return_form.revision)
    return return_form


@transaction.atomic
def send_form(*, form: ReturnKey, revision: int, by: User) -> ReturnStep:
    """Send a form as it stands, once: sending it again gives the sending there is.

    Raises ValidationError naming each answer that is missing or wrong, OvertakenError where it was
    changed since it was checked.
    """
    organisation, return_form = locked_form(form)
    if return_form is None:
        raise ValidationError("Nothing was written yet: answer the questions first")
    require(can_send_return(by, organisation))
    before = last_sending(return_form)
    if before and return_form.status == Status.SENT:
        return before
    require(can_write_form(by, organisation, return_form))
    if return_form.revision != revision:
        raise OvertakenError(return_form)
    questions = _questions(form, organisation, return_form, return_form.answers)
    _refuse(
        {
            question.key: wrong_with(question, return_form.answers.get(question.key))
            for question in questions
        }
    )
    _refuse_strange_files(organisation, questions, return_form.answers)
    answers = kept(questions, return_form.answers)
    number = before.number + 1 if before and before.number else 1
    sending = ReturnStep.objects.create(
        form=return_form,
        kind=Kind.SENT,
        on=today(),
        by=by,
        number=number,
        answers=answers,
        version=return_form.version,
        sha256=fingerprint(form, answers, version=return_form.version.sha256, number=number),
    )
    return_form.counts_from = _counts_from(return_form)
    return_form.status, return_form.answers = Status.SENT, answers
    return_form.revision += 1
    return_form.save()
    record("return sent", return_form, by=by, number=number, sha256=sending.sha256)
    whole_group = organisation.kind == Organisation.Kind.PCN and bool(group_of(form))
    if not whole_group and not _waits_for_judgement(return_form):
        receive_returns(rows=[ReturnRow.of(form, return_form.counts_from)], by=by)
        receive_jointly(form=form, codes=also_for(answers), day=return_form.counts_from, by=by)
    complete_group(form=form, by=by)
    return sending


def _questions(
    form: ReturnKey,
    organisation: Organisation,
    return_form: ReturnForm | None,
    answers: Mapping[str, Any],
) -> list[Any]:
    questionnaire: Questionnaire = asked_of(form, organisation, return_form)
    everything = {**(return_form.answers if return_form else {}), **answers}
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
    address = ReturnKey(form.specification, form.code, form.organisation.code, form.period)
    return last is not None and last.kind in WANTING and fact_on_record(address) is not None


def _refuse(wrong: Mapping[str, str]) -> None:
    errors = {key: [message] for key, message in wrong.items() if message}
    if errors:
        raise ValidationError(errors)


def _refuse_strange_files(
    organisation: Organisation, questions: list[Any], answers: Mapping[str, Any]
) -> None:
    for question in questions:
        keys = answers.get(question.key) if question.answer == "file" else None
        files_by_key = file_names(organisation, filter(_is_key, keys or []))
        if strange := [key for key in keys or [] if key not in files_by_key]:
            raise ValidationError({question.key: [f"{strange[0]} is no file of {organisation}"]})


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
