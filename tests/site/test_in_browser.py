"""The site in a real browser: on a phone and on a desk, in both languages, with the keyboard, without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


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
    expect(page.get_by_role("navigation", name="Utama").get_by_role("link")).to_have_count(4)
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
