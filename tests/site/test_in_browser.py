"""The site in a real browser: on a phone and on a desk, in both languages, with the keyboard, without JavaScript."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from tests import builders

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium on this machine."),
]


@pytest.fixture
def chromium(monkeypatch):
    # Playwright keeps an event loop in this thread; the database is used in between, never inside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
        connection.close()  # the loop has one of its own, which nobody else would close


@pytest.fixture
def visit(chromium, live_server, monkeypatch):
    """visit(size, language, ...): a page of a new visitor; in the end nothing was blocked or fetched from elsewhere."""
    # The live server's threads give their connections back, so that the test database can be dropped.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    complaints = []

    def complain(text):
        complaints.append(text)

    def visit(size=PHONE, language="id", **options):
        context = chromium.new_context(viewport=size, base_url=live_server.url, **options)
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


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_public_pages_have_no_barriers(visit, size, language, need, verified_umkm):
    page = visit(size, language)
    for address in ("home", "accounts:sign-in", "accounts:join"):
        page.goto(reverse(address))
        look(page)
    page.goto("/tidak-ada/")
    look(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_form_with_errors_has_no_barriers_and_shows_them_first(visit, size, charlie):
    page = visit(size)
    sign_in(page, charlie)
    page.goto(reverse("accounts:password"))
    look(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_old_password")).to_be_focused()


def test_the_keyboard_comes_first_to_the_skip_link(visit):
    page = visit(DESK)
    page.goto(reverse("home"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_on_a_phone_the_menu_opens_without_javascript(visit):
    page = visit(PHONE, java_script_enabled=False)
    page.goto(reverse("home"))
    directory = page.get_by_role("navigation", name="Utama").get_by_role("link", name="Direktori")
    expect(directory).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(directory).to_be_visible()


def test_on_a_desk_the_navigation_stands_open(visit):
    page = visit(DESK)
    page.goto(reverse("home"))
    expect(page.get_by_role("navigation", name="Utama").get_by_role("link")).to_have_count(2)
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()


def test_the_language_switch_keeps_the_page(visit):
    page = visit(DESK)
    page.goto(reverse("accounts:join"))
    page.get_by_role("banner").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith(reverse("accounts:join"))


def test_buttons_are_large_enough_for_a_thumb(visit):
    page = visit(PHONE)
    page.goto(reverse("home"))
    page.get_by_text("Menu", exact=True).click()
    heights = page.evaluate(
        "[...document.querySelectorAll('.button, summary, nav a, .languages button')]"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44


def test_the_first_visit_is_light(visit, need):
    page = visit(PHONE)
    received = []
    page.on("response", lambda response: received.append(len(response.body())))
    page.goto(reverse("home"), wait_until="networkidle")
    assert len(received) > 5, "the page with its styles"
    assert sum(received) < 100_000


def test_a_form_is_sent_once_however_often_it_is_pressed(visit):
    page = visit(DESK)
    page.goto(reverse("accounts:sign-in"))
    sent = page.evaluate(
        """() => {
            const form = document.querySelector("main form");
            let sent = 0;
            form.addEventListener("submit", () => sent++);
            document.addEventListener("submit", event => {
                if (event.defaultPrevented) sent--;
                event.preventDefault();
            });
            form.requestSubmit(); form.requestSubmit();
            return sent;
        }"""
    )
    assert sent == 1
