"""A program run in our place: its exit code, its output and its signals are ours."""

import os
import signal
import socket
import subprocess
import sys
import textwrap

import pytest

from commissioning.local.locks import Shared
from commissioning.local.processes import follow
from commissioning.local.serving import check_port, free_port, listen
from commissioning.local.terminal import ROOT, CannotGoOnError


def python(code: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(code)]


@pytest.mark.parametrize("code", [0, 1, 7, 255])
def test_the_exit_code_is_passed_on(code):
    assert follow(python(f"raise SystemExit({code})"), os.environ) == code


def test_the_end_by_a_signal_is_told_as_a_shell_tells_it():
    assert follow(python("import os; os.kill(os.getpid(), 9)"), os.environ) == 137


def test_a_signal_is_passed_on():
    code = """
        import os, sys
        from commissioning.local.processes import follow
        child = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: exit(5)); "
        child += "print('ready', flush=True); time.sleep(30)"
        sys.exit(follow([sys.executable, "-c", child], os.environ))
        """
    parent = subprocess.Popen(python(code), stdout=subprocess.PIPE, cwd=ROOT)
    with parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        parent.send_signal(signal.SIGTERM)
        assert parent.wait() == 5


def test_only_the_last_one_holds_a_shared_thing_alone(tmp_path):
    first, second = Shared(tmp_path / "lock"), Shared(tmp_path / "lock")
    first.join()
    second.join()
    assert not first.take_alone()
    assert second.take_alone()
    first.leave()
    second.leave()


def test_a_port_in_use_comes_with_one_that_is_free():
    taken = free_port()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", taken))
        listener.listen()
        with pytest.raises(CannotGoOnError) as wrong:
            check_port(taken)
    said = str(wrong.value)
    assert f"Port {taken} is in use" in said
    listen(int(said.partition("PORT=")[2].split()[0]))
