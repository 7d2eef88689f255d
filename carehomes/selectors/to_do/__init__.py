"""What people have to do here, one module a subject; the home page puts all of it in order."""

from __future__ import annotations

from carehomes.selectors.to_do.homes import of_directors, of_practices, of_the_ccg
from commissioning.web.to_do import Source

SOURCES: tuple[Source, ...] = (of_directors, of_practices, of_the_ccg)
