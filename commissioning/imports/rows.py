"""One line of a file, each cell read as what it should be.

A reader that meets a mistake notes it, with line, column, reason and what to write instead, and
gives a harmless stand-in, so that reading goes on and every mistake is found. `Table.check()`
then refuses the file, so that no stand-in is ever used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commissioning.imports import dates
from commissioning.imports.contents import plain
from commissioning.imports.mistakes import Mistakes

PRACTICE_CODE = re.compile(r"[A-Z][0-9]{5}")
PCN_CODE = re.compile(r"U[0-9]{5}")
COMMISSIONER_CODE = re.compile(r"[A-Z0-9]{3}")
ORGANISATION_CODE = re.compile(r"[A-Z0-9]{3,6}")
NUMBER = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]+))?")

MOST = 99_999_999  # of patients, beds or pounds in one cell: no column holds more

YES = {"y": True, "yes": True, "true": True, "1": True}
NO = {"": False, "n": False, "no": False, "false": False, "0": False}


@dataclass(slots=True)
class FileReading:
    """What the rows of one file share: where its columns are, and what was found so far."""

    places: Mapping[str, int]
    titles: Mapping[str, str]
    mistakes: Mistakes = field(default_factory=Mistakes)
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)


@dataclass(slots=True)
class FileRow:
    """One line of a file."""

    line: int
    cells: list[str]
    reading: FileReading

    def _cell(self, name: str) -> str:
        place = self.reading.places.get(name)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def has(self, name: str) -> bool:
        """Say whether the cell holds anything."""
        return bool(self._cell(name))

    def wrong(self, name: str, reason: str, instead: str = "") -> None:
        """Note a mistake in this row, in the named column ('' for the row as a whole)."""
        title = self.reading.titles.get(name, name)
        self.reading.mistakes.add(self.line, title, reason, instead)

    def text(self, name: str, *, longest: int = 200) -> str:
        """Text that must be there."""
        text = self.text_or_blank(name, longest=longest)
        if not self.has(name):
            self.wrong(name, "is blank", "Fill it in")
        return text

    def text_or_blank(self, name: str, *, longest: int = 200) -> str:
        """Text, or nothing. Line breaks inside a cell become spaces."""
        text = " ".join(self._cell(name).split())
        if len(text) > longest:
            self.wrong(name, f"is {len(text)} letters long", f"Use at most {longest}")
            return ""
        return text

    def _code(self, name: str, form: re.Pattern[str], instead: str) -> str:
        code = self._cell(name).upper()
        if not form.fullmatch(code):
            self.wrong(
                name, f"{self._cell(name)!r} is no such code" if code else "is blank", instead
            )
        return code

    def practice_code(self, name: str) -> str:
        return self._code(
            name, PRACTICE_CODE, "Write the ODS code: a letter and five digits, as C86001"
        )

    def pcn_code(self, name: str) -> str:
        return self._code(name, PCN_CODE, "Write the ODS code: U and five digits, as U72999")

    def commissioner_code(self, name: str) -> str:
        return self._code(
            name, COMMISSIONER_CODE, "Write the ODS code: three letters or digits, as 02X"
        )

    def organisation_code(self, name: str) -> str:
        return self._code(
            name, ORGANISATION_CODE, "Write the ODS code: three to six letters and digits"
        )

    def day(self, name: str, forms: Sequence[dates.DateFormat] = dates.OURS) -> date:
        """A day that must be there, in one of the forms given (by default YYYY-MM-DD)."""
        if not self.has(name):
            self.wrong(name, "is blank", f"Write a date as {forms[0].example}")
            return date.min
        return self.day_or_none(name, forms) or date.min

    def day_or_none(self, name: str, forms: Sequence[dates.DateFormat] = dates.OURS) -> date | None:
        text = self._cell(name)
        if not text:
            return None
        day = dates.read(text, forms)
        if day is None:
            allowed = " or ".join(form.example for form in forms)
            self.wrong(name, f"{text!r} is not a date", f"Write a day that exists, as {allowed}")
        return day

    def whole(self, name: str, *, least: int = 0) -> int:
        """A whole number that must be there."""
        number = self.decimal(name, places=0, least=least)
        return int(number)

    def whole_or_none(self, name: str, *, least: int = 0) -> int | None:
        return self.whole(name, least=least) if self.has(name) else None

    def decimal(self, name: str, *, places: int = 2, least: int | Decimal = 0) -> Decimal:
        """A number that must be there, with at most so many decimal places, all of them kept."""
        text = self._cell(name)
        example = "1234" if places == 0 else f"1234.{'5' * places}"
        instead = f"Write {'a whole number' if places == 0 else 'a number'}, as {example}"
        if not text:
            self.wrong(name, "is blank", instead)
            return Decimal(least)
        match = NUMBER.fullmatch(text)
        if not match:
            self.wrong(name, f"{text!r} is not a number", instead)
            return Decimal(least)
        number = Decimal(text.replace(",", ""))
        if len((match[3] or "").rstrip("0")) > places:
            reason = (
                f"{text} is not a whole number"
                if places == 0
                else f"{text} has more than {places} decimal places"
            )
            self.wrong(name, reason, instead)
        elif number < least:
            self.wrong(name, f"{text} is below {least}", f"Write {least} or more")
        elif number > MOST:
            self.wrong(name, f"{text} is too large", f"Write at most {MOST}")
        return number

    def flag(self, name: str) -> bool:
        """Yes, or no when it is blank."""
        answer = self._answer(name)
        if answer is None:
            self.wrong(
                name, f"{self._cell(name)!r} is neither yes nor no", "Write Y or leave it blank"
            )
        return bool(answer)

    def yes_no_or_none(self, name: str) -> bool | None:
        """Yes, no, or not said when it is blank."""
        if not self.has(name):
            return None
        answer = self._answer(name)
        if answer is None:
            self.wrong(
                name,
                f"{self._cell(name)!r} is neither yes nor no",
                "Write yes, no, or leave it blank",
            )
        return answer

    def _answer(self, name: str) -> bool | None:
        text = self._cell(name).casefold()
        return YES.get(text, NO.get(text))

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """One of a few words, in any case; blank only where '' is allowed."""
        text, words = self._cell(name), list(allowed)
        for word in words:
            if plain(text) == plain(word):
                return word
        listed = ", ".join(allowed_word for allowed_word in words if allowed_word)
        instead = f"Write one of: {listed}{', or leave it blank' if '' in words else ''}"
        self.wrong(name, f"{text!r} is not allowed" if text else "is blank", instead)
        return words[0]

    def only_once(self, what: str, *key: object) -> None:
        """Note a mistake where an earlier line of the file says the same thing."""
        earlier = self.reading.seen.setdefault((what, *key), self.line)
        if earlier != self.line:
            key_text = " ".join(str(part) for part in key)
            self.wrong("", f"{what} {key_text} is already on line {earlier}", "Keep one of the two")
