"""What every test shares."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase

from tests.running import databases, examples, remembered, scheduling, workers

SECOND_STEP = "second_step_taken_by"  # as commissioning.accounts.mfa.TAKEN


def pytest_configure(config: pytest.Config) -> None:
    """Make the site quick to test; nothing that a rule depends on differs."""
    workers.open_folder(config)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STATIC_ROOT = settings.BASE_DIR / "static"  # nothing is collected for tests …
    settings.WHITENOISE_USE_FINDERS = True  # … and pages in a browser still have their styles
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="files-of-tests-")
    settings.CELERY_BROKER_URL = "memory://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    settings.CACHES = {  # what factories make leaves no event that would end what is kept
        **settings.CACHES,
        "kept": {"BACKEND": "tests.forgetful.Forgetful"},
    }
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    workers.remove_folder(config)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the folder is that all share."""
    node.workerinput["shared_folder"] = str(workers.shared(node.config))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduling.scheduler(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = scheduling.in_order(items)
    examples.set_numbers(items)


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        item.config.stash[workers.DESELECTED].add(item.path)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,  # noqa: ARG001
    django_db_blocker: Any,
) -> Iterator[None]:
    """The worker's own database, emptied after a test by what holds rows, not table by table."""
    with django_db_blocker.unblock():
        name = databases.make_database(request.config)
        tables = remembered.Memory.tables = databases.Tables()
    with pytest.MonkeyPatch.context() as patch:
        if tables.superuser:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: tables.empty())
        yield
    if not request.config.getvalue("reuse_db"):
        with django_db_blocker.unblock():
            databases.drop(name)


@pytest.fixture(scope="session", autouse=True)
def _second_step() -> Iterator[None]:
    """Whoever a test signs in by `force_login` has taken every step, as far as the site can tell.

    A test about the steps themselves signs in on the page, as people do.
    """
    sign_in = Client.force_login

    def through_every_step(self: Client, user: Any, backend: str | None = None) -> None:
        sign_in(self, user, backend)
        session = self.session
        session[SECOND_STEP] = user.pk
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", through_every_step)
        yield


def missing(what: str, package: str) -> None:
    """Skip for want of a system package; where everything is installed by name, fail instead."""
    reason = f"{what} is not installed: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def installed() -> Callable[[str, str], str]:
    """Give the path of a system program that a test needs, or skip (in CI: fail)."""

    def find(program: str, package: str) -> str:
        path = shutil.which(program)
        if path is None:
            missing(program, package)
        return str(path)

    return find


@pytest.fixture(scope="session")
def pango() -> None:
    """What WeasyPrint needs to make a PDF, or skip (in CI: fail)."""
    try:
        with redirect_stdout(StringIO()):  # it prints when it fails
            import weasyprint  # noqa: F401, PLC0415  (loads the system's pango)
    except OSError:
        missing("pango", "libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation")
