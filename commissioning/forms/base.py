"""What every form of the site shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms

from commissioning.forms.looks import Look


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


class NhsForm(InNhsLook, forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class NhsModelForm(InNhsLook, forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
