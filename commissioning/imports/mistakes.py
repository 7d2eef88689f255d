"""What is wrong with a file: every mistake at once, each with its place and what to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileMistake:
    """One thing to put right. No line: the file as a whole. No column: the line as a whole."""

    line: int | None
    column: str
    reason: str
    instead: str = ""

    def __str__(self) -> str:
        where = [f"line {self.line}"] if self.line else []
        where += [self.column] if self.column else []
        text = f"{', '.join(where)}: {self.reason}" if where else self.reason
        return f"{text}. {self.instead}" if self.instead else text


class FileRefusedError(Exception):
    """A file that cannot be imported as it is; nothing of it has been kept."""

    def __init__(self, mistakes: Iterable[FileMistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class Mistakes:
    """Gathers mistakes while a file is read, and refuses the file once all are known."""

    def __init__(self) -> None:
        self._found: list[FileMistake] = []

    def add(self, line: int | None, column: str, reason: str, instead: str = "") -> None:
        self._found.append(FileMistake(line, column, reason, instead))

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def back_to(self, number: int) -> None:
        """Forget what was found since: it was in a row that does not matter."""
        del self._found[number:]

    def check(self) -> None:
        """Refuse the file if anything is wrong with it."""
        if self._found:
            raise FileRefusedError(sorted(self._found, key=lambda mistake: mistake.line or 0))


def refuse(reason: str, instead: str = "") -> FileRefusedError:
    """Refuse the file as a whole, for one reason."""
    return FileRefusedError([FileMistake(None, "", reason, instead)])
