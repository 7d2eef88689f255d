"""Whether the interpretations of a file are complete, and their numbers given for every option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.specifications.schema.mistakes import Mistake
from commissioning.specifications.schema.parts import FilePart, codes, listed, repeated

COMPUTED: Mapping[str, tuple[str, ...]] = {
    "D-02": ("register_rate", "per_head"),
    "D-03": ("none", "floor", "ceil"),
    "D-04": ("declared", "notional"),
    "D-08": ("year", "six_months", "scheme"),
    "D-13": ("seven-fifty-from-august", "ten-from-october"),
    "D-18": ("stop_element", "stop_year"),
    "D-19": ("twelfths", "tenths"),
    "D-20": ("prorated", "strict"),
    "D-31": ("all", "notice"),
}
"""The readings that change pounds, and the settings that the payment rules know for each."""


def mistakes_in_readings(file: FilePart) -> Iterator[Mistake]:
    yield from repeated(file.parts("interpretation"), "code")
    for entry in file.parts("interpretation"):
        yield from _entry(entry)
    yield from _resting_on_nothing(file)
    for part in (file.part("sign_up"), *file.parts("payment")):
        yield from _numbers(file, part)


def _entry(entry: FilePart) -> Iterator[Mistake]:
    code, chosen = entry.text("code"), entry.text("chosen")
    options = [part.text("option") for part in entry.parts("options")]
    yield from repeated(entry.parts("options"), "option")
    if chosen and options and chosen not in options:
        yield entry.wrong(f"“{chosen}” is not an option; allowed: {listed(options)}", "chosen")
    if not entry.flag("computed"):
        if code in COMPUTED:
            yield entry.wrong(f"must be true: {code} changes pounds", "computed")
    elif code not in COMPUTED:
        yield entry.wrong(
            f"must not be true: only these change pounds: {listed(COMPUTED)}", "computed"
        )
    elif options and set(options) != set(COMPUTED[code]):
        yield entry.wrong(f"must be those that the rules know: {listed(COMPUTED[code])}", "options")


def _resting_on_nothing(file: FilePart) -> Iterator[Mistake]:
    rested_on = {name for payment in file.parts("payment") for _, name in payment.texts("rests_on")}
    rested_on |= {part.text("interpretation") for part in file.part("sign_up").parts("reading")}
    for entry in file.parts("interpretation"):
        code = entry.text("code")
        if code in COMPUTED and entry.flag("computed") and code not in rested_on:
            yield entry.wrong(f"changes pounds, but no payment rests on {code}")


def _numbers(file: FilePart, part: FilePart) -> Iterator[Mistake]:
    """Each option of an interpretation that a table gives numbers for has its numbers, once."""
    entries = {entry.text("code"): entry for entry in file.parts("interpretation")}
    given: dict[str, list[str]] = {}
    for reading in part.parts("reading"):
        code, option = reading.text("interpretation"), reading.text("option")
        if not code or not option:
            continue  # the shape's own check has said so
        if code not in entries:
            yield reading.wrong(
                f"“{code}” is not an interpretation of this file; "
                f"allowed: {listed(codes(file, 'interpretation'))}",
                "interpretation",
            )
            continue
        option_names = [choice.text("option") for choice in entries[code].parts("options")]
        if not entries[code].flag("computed"):
            yield reading.wrong(f"{code} is not computed, so it has no numbers", "interpretation")
        if option not in option_names:
            yield reading.wrong(
                f"“{option}” is not an option of {code}; allowed: {listed(option_names)}", "option"
            )
        if option in given.setdefault(code, []):
            yield reading.wrong(f"“{option}” of {code} has its numbers already", "option")
        given[code].append(option)
    rests_on = [name for _, name in part.texts("rests_on")]
    for code, options in given.items():
        option_names = [choice.text("option") for choice in entries[code].parts("options")]
        missing = [option for option in option_names if option and option not in options]
        if missing:
            yield part.wrong(f"{code} has no numbers for {listed(missing)}", "reading")
        if code not in rests_on and "rests_on" in part.values:
            yield part.wrong(f"must name {code}, which the numbers depend on", "rests_on")
