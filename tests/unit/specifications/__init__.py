"""Reading specifications: the four files, and every way a file can be wrong."""

from pathlib import Path

EXAMPLE = Path(__file__).with_name("example.toml")
DATA = Path("commissioning/specifications/data")
