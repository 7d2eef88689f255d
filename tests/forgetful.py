"""A cache for tests of pages: it keeps nothing, and refuses what could not be kept."""

from __future__ import annotations

import pickle
from typing import Any

from django.core.cache.backends.dummy import DummyCache


class Forgetful(DummyCache):
    """As the cache in memory, it pickles what it is given; unlike that, it forgets it at once."""

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        pickle.loads(pickle.dumps(value))  # noqa: S301  (our own)
        super().set(key, value, *args, **kwargs)
