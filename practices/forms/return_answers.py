"""A return's questions as a form: one mechanism for every return of every specification.

Nothing is refused here but a file: what was typed is kept as it is, and `practices.rules.questions`
says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from commissioning.specifications.schema import Question
from commissioning.web.forms import DateParts, Look, NhsForm
from commissioning.web.forms.files import HINT, EvidenceField
from practices.rules.questions import LINE, PARTS, options, said

REMOVE = "remove-"
NOTE = "Never a patient’s name, NHS number or date of birth."


class AnswersForm(NhsForm):
    """Some questions, filled in with answers. `files` names files that were sent, by their keys."""

    guarded = False  # the same guard stands before a draft is kept, and links to the question

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        answers: Mapping[str, Any],
        files: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.known = questions, answers
        looks: dict[str, Look] = {}
        for question in questions:
            if question.answer == "file":
                self._add_files(question, files)
            else:
                self.fields[question.key] = _field(question, answers.get(question.key))
            looks[question.key] = _look(question)
        self.looks = looks  # type: ignore[misc]

    def _add_files(self, question: Question, files: Mapping[str, str]) -> None:
        hint = f"{question.hint}. {HINT}" if question.hint else HINT
        self.fields[question.key] = EvidenceField(
            multiple=True, required=False, label=_label(question), help_text=hint
        )
        sent = {key: files.get(key, "A file") for key in self.known.get(question.key) or []}
        if sent:
            self.fields[f"{REMOVE}{question.key}"] = forms.Field(
                label="Files attached: tick one to take it away",
                required=False,
                widget=forms.CheckboxSelectMultiple(choices=list(sent.items())),
            )

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed and chosen, by question; of files those that stay."""
        answers: dict[str, Any] = {}
        for question in self.questions:
            if question.answer == "file":
                removed = self._of(f"{REMOVE}{question.key}") or []
                file_keys = self.known.get(question.key) or []
                answers[question.key] = [key for key in file_keys if key not in removed]
            else:
                answers[question.key] = self._of(question.key)
        return answers

    @property
    def uploads(self) -> dict[str, list[UploadedFile]]:
        """The files that were sent now, by question."""
        return {
            question.key: self.cleaned_data.get(question.key) or []
            for question in self.questions
            if question.answer == "file"
        }

    def complain(self, wrong: Mapping[str, str]) -> None:
        """Show what is wrong beside each question."""
        for key, message in wrong.items():
            if message:
                self.add_error(key if key in self.fields else None, message)

    def _of(self, name: str) -> Any:
        return self[name].data if name in self.fields else None


def _label(question: Question) -> str:
    return question.ask if question.required else f"{question.ask} (optional)"


def _field(question: Question, answer: Any) -> forms.Field:
    kind, choices = question.answer, list(options(question).items())
    widget: forms.Widget
    if kind == "day":
        widget = DateParts()
        answer = answer if isinstance(answer, dict) else dict.fromkeys(PARTS, "")
    elif kind == "any of":
        widget = forms.CheckboxSelectMultiple(choices=choices)
    elif choices:
        widget = forms.RadioSelect(choices=choices)
    elif kind == "text":
        widget = forms.Textarea(attrs={"rows": 4})
    else:
        numbers = {"inputmode": "numeric"} if kind in ("number", "percent") else {}
        widget = forms.TextInput(attrs={"autocomplete": "off", **numbers})
    return forms.Field(
        label=_label(question),
        help_text=question.hint,
        required=False,
        initial=answer,
        widget=widget,
    )


def _look(question: Question) -> Look:
    match question.answer:
        case "number":
            return Look(size="s", width=10)
        case "percent":
            return Look(size="s", width=5, suffix="%")
        case "yes or no":
            return Look(size="s", inline=True)
        case kind if kind == LINE:
            return Look(size="s", width=30)
        case _:
            return Look(size="s")


class ClashForm(NhsForm):
    """Which of two answers stands, for each question that two people answered at once."""

    guarded = False
    MINE, THEIRS = "mine", "theirs"

    def __init__(self, *args: Any, questions: Sequence[Question], who: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"keep-{question.key}"] = forms.ChoiceField(
                label=f"Which one stands? {question.ask}",
                choices=[(self.MINE, "Mine"), (self.THEIRS, f"{who}’s")],
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose which answer to “{question.ask}” stands"},
            )
        self.looks = {name: Look(size="s", inline=True) for name in self.fields}  # type: ignore[misc]

    def settled(self, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
        """My answers, with theirs where theirs stand."""
        return {
            key: theirs.get(key) if self.cleaned_data.get(f"keep-{key}") == self.THEIRS else value
            for key, value in mine.items()
        }


def both(
    questions: Sequence[Question], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[Question]:
    """The questions that two people have answered otherwise."""
    return [
        question
        for question in questions
        if question.answer != "file"
        and said(question, mine.get(question.key)) != said(question, theirs.get(question.key))
    ]
