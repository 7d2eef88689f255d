"""Asks the site on this host whether it is ready, as a container's health check does.

    python -m commissioning.config.healthcheck

The question carries a name that the site answers to, which an address alone would not.
"""

from __future__ import annotations

import http.client
import os
import sys
from pathlib import Path

from commissioning.config.environment import read

READY = 200


def name_of_the_site(allowed_hosts: tuple[str, ...]) -> str:
    """Give one name that the site answers to; a leading dot or a star stands for any name."""
    first = allowed_hosts[0].removeprefix(".")
    return "localhost" if first == "*" else first


def main() -> int:
    environment = read(os.environ, Path(__file__).resolve().parent.parent.parent)
    site = http.client.HTTPConnection("127.0.0.1", environment.port, timeout=4)
    try:
        known_as = name_of_the_site(environment.allowed_hosts)
        site.request("GET", "/readyz", headers={"Host": known_as})
        answer = site.getresponse()
        body = answer.read().decode(errors="replace")
    except OSError as wrong:
        sys.stderr.write(f"The site does not answer: {wrong}\n")
        return 1
    sys.stdout.write(f"{body}\n")
    return 0 if answer.status == READY else 1


if __name__ == "__main__":
    sys.exit(main())
