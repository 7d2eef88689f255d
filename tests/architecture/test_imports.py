"""The line of apps, the pure core, and the layers inside an app; contracts in pyproject.toml."""

import shutil
import subprocess

from tests.architecture.house import ROOT


def test_imports_keep_to_the_contracts():
    lint = shutil.which("lint-imports")
    assert lint, "run the tests with ./test"
    ended = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
