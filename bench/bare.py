"""The bench's own site: the product's settings, with the bare page among its addresses."""

from __future__ import annotations

from commissioning.settings import *  # noqa: F403, TID251  (the product's own, whatever they are)

ROOT_URLCONF = "bench.bare_urls"
