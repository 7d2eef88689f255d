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
PERSON, PASSWORD = "finance@example.org", "doncaster-demo"  # of the demo alone
PAGES = {
    "runs": "/runs/",
    "run": "/runs/2020-06/",
    "statement": "/runs/2021-02/U36746/",
    "year": "/payees/C86001/2020-21/",
    "line": "/lines/2020-06/C86001/aspiration/2020-06/",
}
WINDOWS = {"": (1280, 1500), "-narrow": (390, 1500)}


def main(address: str) -> None:
    """Sign in once for each width, and take every page as far down as a window shows it."""
    SCREENS.mkdir(exist_ok=True)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses root without it
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=root)
        for suffix, (width, height) in WINDOWS.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{address}/accounts/login/")
            keep(page, f"sign-in{suffix}")
            sign_in(page)
            for name, path in PAGES.items():
                page.goto(f"{address}{path}")
                keep(page, f"{name}{suffix}")
        browser.close()


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill(PERSON)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/runs/")


def keep(page: Page, name: str) -> None:
    page.screenshot(path=SCREENS / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
