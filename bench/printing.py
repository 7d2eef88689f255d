"""Prints what was measured, as ratios."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.stopwatch import Times

MOST_MEMORY = 500  # MB
AIM, AIM_OF_THE_PROOF = 1.0, 0.2  # times the statement


@dataclass(frozen=True)
class Comparison:
    """What one number of practices took."""

    practices: int
    lines: int
    disagreeing: int
    memory: float
    memory_later: float
    run: Times
    statement: Times
    proof: Times
    later: Mapping[str, Times]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Comparison:
        """From what a child process wrote."""
        times = {name: Times(**said[name]) for name in ("run", "statement", "proof")}
        later = {name: Times(**each) for name, each in said["later"].items()}
        plain = {
            name: said[name]
            for name in ("practices", "lines", "disagreeing", "memory", "memory_later")
        }
        return cls(**plain, **times, later=later)


def report(found: Sequence[Comparison], *, england: int) -> None:
    """Everything measured: England first, then how costs grow."""
    print(f"Python {platform.python_version()}; the lines of twelve months in one first run.")
    for each in found:
        if each.practices == england:
            whole_run(each)
            afterwards(each)
    growth(found, england)


def whole_run(each: Comparison) -> None:
    ratio, proof = each.run.beside(each.statement), each.proof.beside(each.statement)
    agree = "all agree to the penny" if not each.disagreeing else f"{each.disagreeing:,} DISAGREE"
    print(f"\n{each.practices:,} practices, {each.lines:,} lines: {agree}")
    print(f"  one INSERT … SELECT        {each.statement}   (least / median / most)")
    print(f"  whole run, as the product  {each.run}")
    print(f"  proving the stored run     {each.proof}")
    print(f"  whole run: {ratio:.2f} × the statement (aim: at most {AIM:g})")
    print(f"  proof: {proof:.2f} × the statement (aim: at most {AIM_OF_THE_PROOF:g})")
    print(f"  peak memory: {each.memory:.0f} MB (aim: under {MOST_MEMORY})")


def afterwards(each: Comparison) -> None:
    print("\nWhat follows, once each, beside the same statement:")
    for name, times in each.later.items():
        print(f"  {name:18} {times.beside(each.statement):5.2f} ×")
    print(f"  peak memory with all of it: {each.memory_later:.0f} MB")


def growth(found: Sequence[Comparison], england: int) -> None:
    """Time for each practice, as a multiple of what it is at England's size."""
    print("\nGrowth: time for each practice, beside that at England's size; and the ratio")
    print("  practices      lines     run  statement   run ÷ statement   pennies    memory")
    at_england = next((each for each in found if each.practices == england), found[-1])
    for each in found:
        share = each.practices / at_england.practices
        run = each.run.beside(at_england.run) / share
        statement = each.statement.beside(at_england.statement) / share
        print(
            f"  {each.practices:9,} {each.lines:10,} {run:7.2f} {statement:10.2f}"
            f" {each.run.beside(each.statement):17.2f}"
            f" {'agree' if not each.disagreeing else 'DIFFER':>9} {each.memory:6.0f} MB"
        )
