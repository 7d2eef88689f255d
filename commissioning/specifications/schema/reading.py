"""Reading a specification's file: checked whole, then read as its interpretations say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from commissioning.specifications.schema.checks import mistakes_in_sense
from commissioning.specifications.schema.document import Specification
from commissioning.specifications.schema.mistakes import Mistake, SpecificationError
from commissioning.specifications.schema.wording import mistakes_in_shape


def read_specification(text: str, *, choosing: Mapping[str, str] | None = None) -> Specification:
    """Read a specification's file.

    `choosing` takes another option of some computed interpretations than the file does, to see what
    that would pay. Raises SpecificationError with every mistake in the file.
    """
    values = _values(text)
    try:
        document = Specification.model_validate(values)
    except ValidationError as error:
        document = None
        mistakes = mistakes_in_shape(Specification, values, error)
    else:
        mistakes = []
    places = {mistake.place for mistake in mistakes}
    mistakes.extend(mistake for mistake in mistakes_in_sense(values) if mistake.place not in places)
    if document is None or mistakes:
        raise SpecificationError(mistakes)
    _refuse_unknown_choices(document, choosing or {})
    return document.under(choosing or {})


def _values(text: str) -> dict[str, Any]:
    """The file as TOML reads it. Raises SpecificationError with the line and column."""
    try:
        text.encode()
        return tomllib.loads(text)
    except UnicodeEncodeError:
        message = "is not text in UTF-8: save it again in that encoding"
    except tomllib.TOMLDecodeError as error:
        match = re.fullmatch(
            r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error)
        )
        reason = match[1] if match else str(error)
        if match and match[2]:
            place = f"line {match[2]}, column {match[3]}"
        else:
            lines = text.split("\n")
            place = f"line {len(lines)}, column {len(lines[-1]) + 1}"
        message = f"is not TOML at {place}: {reason}"
    except RecursionError:
        message = "is nested too deeply to be a specification"
    except ValueError as error:  # a whole number of thousands of digits
        message = f"is not TOML: {error}"
    raise SpecificationError([Mistake("the file", message)])


def _refuse_unknown_choices(document: Specification, choosing: Mapping[str, str]) -> None:
    options_by_code = {
        interpretation.code: [option.option for option in interpretation.options]
        for interpretation in document.interpretations
        if interpretation.computed
    }
    mistakes = []
    for code, option in choosing.items():
        if code not in options_by_code:
            allowed = ", ".join(options_by_code) or "none"
            mistakes.append(
                Mistake(code, f"is not computed in {document.code}; allowed: {allowed}")
            )
        elif option not in options_by_code[code]:
            allowed = ", ".join(options_by_code[code])
            mistakes.append(Mistake(code, f"has no option “{option}”; allowed: {allowed}"))
    if mistakes:
        raise SpecificationError(mistakes)
