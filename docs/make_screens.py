"""Takes the pictures in docs/screens from a demo that is being served.

    ./run                                        # in one window
    .venv/bin/python docs/make_screens.py        # in another; or give the address of the demo

Needs Chromium: apt-get install chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SCREENS = Path(__file__).parent / "screens"
PASSWORD = "doncaster-demo"  # noqa: S105  (of the demo alone, and printed by it)
PAGES = {  # by who looks at them
    "primary-care@example.org": {
        "home-ccg": "/",
        "sign-ups": "/sign-ups/proactive-care/",
        "returns": "/returns/",
        "homes": "/homes/",
        "specification": "/specifications/proactive-care/",
        "interpretations": "/specifications/proactive-care/interpretations/",
        "tasks": "/tasks/",
        "register": "/register/",
    },
    "c86001@example.org": {
        "home-practice": "/",
        "sign-up": "/sign-ups/proactive-care/C86001/",
        "evaluation": "/returns/proactive-care/evaluation/C86001/",
        "year": "/payees/C86001/2020-21/",
        "line": "/lines/2020-06/C86001/aspiration/2020-06/",
    },
    "u72999@example.org": {
        "home-director": "/",
        "network": "/networks/U72999/care-homes/",
    },
    "finance@example.org": {
        "home-finance": "/",
        "runs": "/runs/",
        "run": "/runs/2020-06/",
        "statement": "/runs/2021-02/U36746/",
        "year-end": "/year-end/2020-21/",
        "forecast": "/forecast/",
    },
    "data-quality@example.org": {"audits": "/audits/"},
}
WINDOWS = {"": (1280, 1500), "-narrow": (390, 1500)}


def main(address: str) -> None:
    """Sign in as each person for each width, and take their pages as far down as a window shows."""
    SCREENS.mkdir(exist_ok=True)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses root without it
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=root)
        for suffix, (width, height) in WINDOWS.items():
            for person, pages in PAGES.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                page.goto(f"{address}/accounts/login/")
                keep(page, f"sign-in{suffix}")
                sign_in(page, person)
                for name, path in pages.items():
                    answer = page.goto(f"{address}{path}")
                    if answer is None or not answer.ok:
                        sys.exit(f"{path} does not open for {person}")
                    keep(page, f"{name}{suffix}")
                context.close()
        browser.close()


def sign_in(page: Page, person: str) -> None:
    page.get_by_label("E-mail address").fill(person)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def keep(page: Page, name: str) -> None:
    page.screenshot(path=SCREENS / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
