"""A real browser for the tests that need one: pages of new visitors, signing in, and a look for barriers."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests import builders

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

#: `pytestmark` of a module whose tests walk in a browser.
in_browser = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium on this machine."),
]


@pytest.fixture(scope="module")
def chromium():
    """One for all tests of a module: each visitor has a context of their own in it."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the database is used in between, never inside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server, monkeypatch):
    """visit(size, language, ...): a page of a new visitor; in the end nothing was blocked or fetched from elsewhere."""
    # The live server's threads give their connections back, so that the test database can be dropped.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    complaints, contexts = [], []

    def complain(text):
        complaints.append(text)

    def visit(size=PHONE, language="id", **options):
        context = chromium.new_context(viewport=size, base_url=live_server.url, **options)
        contexts.append(context)
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complain(f"error: {error}"))
        page.on(
            "console",
            lambda line: complain(line.text) if "Content Security" in line.text else None,
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:"))
                else complain(f"from elsewhere: {request.url}")
            ),
        )
        return page

    yield visit
    for context in contexts:
        context.close()
    connection.close()  # the loop has one of its own, which nobody else would close
    assert complaints == []


def sign_in(page, user):
    page.goto(reverse("accounts:sign-in"))
    page.fill("#id_username", user.username)
    page.fill("#id_password", builders.PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**" + reverse("desk"))


def look(page) -> None:
    """No barrier that axe knows, and nothing wider than the screen."""
    violations = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
