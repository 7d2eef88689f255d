"""Names that say nothing hide what a file is for; a file that is long hides it too."""

from tests.architecture.house import APPS, ROOT, label

VAGUE = {"utils", "helpers", "common", "manager", "managers", "service", "services", "misc"}
LONGEST = 350  # lines; about 250 is when to split by subject
FILES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)


def test_every_file_is_named_for_what_it_holds():
    assert FILES
    vague = [
        label(path) for path in FILES if {part.removesuffix(".py") for part in path.parts} & VAGUE
    ]
    assert not vague


def test_every_file_can_be_read_in_one_sitting():
    lengths = {label(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert not {path: length for path, length in lengths.items() if length > LONGEST}
