"""What every form of the site shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

from commissioning.domain.patient_data import patient_data_in
from commissioning.web.forms.looks import Look

Done = TypeVar("Done")


class InNhsLook:
    """Drawn by `{% crispy form %}` with the NHS.UK template pack.

    The server checks what was entered, not the browser. The page holds the `<form>` element, its
    buttons and the error summary above the heading.
    """

    looks: ClassVar[Mapping[str, Look]] = {}
    use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        """What crispy-forms asks a form for, by this name."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def carry_out(self, act: Callable[[], Done], *more: type[Exception]) -> Done | None:
        """Do what the form asks for. A refusal becomes the form's error, and the answer is None.

        `more` are other exceptions whose message says what is wrong and what to do.
        """
        try:
            return act()
        except ValidationError as wrong:
            if set(getattr(wrong, "error_dict", ())) <= set(self.fields):  # type: ignore[attr-defined]
                self.add_error(None, wrong)  # type: ignore[attr-defined]
                return None
            reasons = wrong.messages
        except (PermissionDenied, *more) as refused:  # type: ignore[misc]
            reasons = [str(refused)]
        for reason in reasons:
            self.add_error(None, reason)  # type: ignore[attr-defined]
        return None


class Guarded:
    """Stops text that looks like a patient's data, with an explanation, before it is saved."""

    guarded = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        if not self.guarded:
            return
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            patient_data = patient_data_in(value) if isinstance(value, str) else ""
            if patient_data and name in self.fields:  # type: ignore[attr-defined]
                label = self.fields[name].label or name  # type: ignore[attr-defined]
                self.add_error(name, f"“{label}” {patient_data}")  # type: ignore[attr-defined]


class NhsForm(Guarded, InNhsLook, forms.Form):
    """A form of this site."""


class NhsModelForm(Guarded, InNhsLook, forms.ModelForm):
    """A form of this site that is made from a model."""
