"""The deeds of the demo's modules, put together."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from demo.steps import DEEDS, together


def a_module(name: str, **deeds: Callable[..., Any]) -> ModuleType:
    module = ModuleType(name)
    module.DEEDS = deeds  # type: ignore[attr-defined]
    return module


def test_deeds_of_several_modules_are_found_by_name() -> None:
    both = together([a_module("homes", counted=int), a_module("claims", sent=str)])

    assert both == {"counted": int, "sent": str}
    assert len(DEEDS) > len(both)


def test_two_deeds_of_one_name_are_refused_with_both_modules() -> None:
    modules = [a_module("homes", counted=int), a_module("claims", sent=str, counted=str)]

    with pytest.raises(ValueError, match="“counted”, one in homes and one in claims"):
        together(modules)
