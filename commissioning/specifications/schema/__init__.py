"""Reading specification files: every mistake at once, or a whole specification."""

from commissioning.specifications.schema.mistakes import Mistake, SpecificationError
from commissioning.specifications.schema.reading import read_specification

__all__ = ["Mistake", "SpecificationError", "read_specification"]
