"""How a person of a journey moves: presses, follows, reads, signs in to the admin, and is refused."""

from django.urls import reverse
from playwright.sync_api import expect

from tests import builders

#: Pages of a busy machine, with a worker beside them.
expect.set_options(timeout=20_000)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name).first.click()


def check_each(page, selector, count):
    """All boxes of a page that may still be on its way: `all()` alone takes what stands there at this moment."""
    boxes = page.locator(selector)
    expect(boxes).to_have_count(count)
    for box in boxes.all():
        box.check()


def open_part(page, name):
    """A folded part of a long form."""
    page.get_by_text(name, exact=True).click()


def says(page, *sentences):
    for sentence in sentences:
        expect(page.locator("body")).to_contain_text(sentence)


def enter_admin(page, user):
    page.goto(reverse("admin:index"))
    page.fill("#id_username", user.username)
    page.fill("#id_password", builders.PASSWORD)
    page.click("#login-form button[type=submit]")
    expect(page).to_have_url(reverse("admin:index"))  # the form's own address ends with it too


def is_refused(page, address, status=403):
    """Whoever types the address of what is not offered is turned away."""
    assert page.goto(address).status == status, address
