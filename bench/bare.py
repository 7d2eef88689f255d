"""The bench's own site: the product's settings, with the bare page among its addresses."""

from __future__ import annotations

import os

from commissioning.config.settings import *  # noqa: F403, TID251  (the product's own, whatever they are)

if os.environ.get("BENCH_ANEW"):  # nothing is kept: each page is worked out as after a change
    CACHES["kept"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405

ROOT_URLCONF = "bench.bare_urls"
