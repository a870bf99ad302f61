"""The house rules of templates and styles: our own files only, nothing inline, light enough for a slow line."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from kemitraan import jinja

TEMPLATES = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "static" / "kemitraan"
#: The admin is styled by its theme, and reached only by those who have signed in.
SITE = sorted(path for path in TEMPLATES.rglob("*.html") if "admin" not in path.parts)
ALL = sorted(TEMPLATES.rglob("*.html"))

FORBIDDEN = {
    "a file of another site": re.compile(
        r"""<(script|link|img|iframe|source|form)\b[^>]*\b(src|href|action)\s*=\s*["']?(https?:)?//""",
        re.I,
    ),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an inline handler": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}
#: Mail programs fetch no style sheet, and no policy of ours reaches them: in a mail styles stand in the line.
OF_PAGES_ALONE = {"an inline style"}


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_template_can_be_read(path):
    if path.is_relative_to(TEMPLATES / "jinja"):
        get_template(str(path.relative_to(TEMPLATES / "jinja")), using=jinja.NAME)
    else:
        get_template(name(path), using="django")


@pytest.mark.parametrize("path", ALL, ids=name)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_inline_and_nothing_from_elsewhere(path, what):
    if path.parent.name == "mail" and what in OF_PAGES_ALONE:
        return
    found = FORBIDDEN[what].search(path.read_text())
    assert not found, f"{what}: {found.group()!r}"


@pytest.mark.parametrize(
    "bad",
    [
        '<script src="https://cdn.example.org/x.js"></script>',
        '<link rel="stylesheet" href="//example.org/x.css">',
        "<script>alert(1)</script>",
        '<p style="color: red">',
        "<style>p {}</style>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_the_rules_find_what_they_are_for(bad):
    assert any(pattern.search(bad) for pattern in FORBIDDEN.values())


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_static_files_fetch_nothing_from_elsewhere(path):
    text = path.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"(url\(|@import|fetch\(|src=)\s*[\"']?(https?:)?//|https?://", text)


def linked_styles(html: str) -> set[Path]:
    return {STATIC / found for found in re.findall(r'"kemitraan/([a-z]+\.css)"', html)}


def common_styles() -> set[Path]:
    """What every page loads."""
    return linked_styles((TEMPLATES / "base.html").read_text())


def site_styles() -> set[Path]:
    """The common ones, and those of single pages."""
    return common_styles().union(*(linked_styles(path.read_text()) for path in SITE))


def test_the_styles_of_each_page_are_light():
    for path in SITE:
        styles = common_styles() | linked_styles(path.read_text())
        size = sum(style.stat().st_size for style in styles)
        assert 0 < size < 30_000, f"{name(path)}: {size} bytes of CSS"


def classes(html: str) -> set[str]:
    """Class names that stand in a class attribute, without those that a tag works out."""
    html = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", html)
    names = {word for value in re.findall(r'class="([^"]*)"', html) for word in value.split()}
    return {word for word in names if "\0" not in word}


def test_a_template_uses_only_classes_that_are_styled():
    styles = "\n".join(path.read_text() for path in site_styles())
    styled = set(re.findall(r"\.(-?[a-z][\w-]*)", styles))
    unknown = {
        f"{name(path)}: {word}" for path in SITE for word in classes(path.read_text()) - styled
    }
    assert not unknown


def test_every_styled_class_is_used():
    ours = [path for path in site_styles() if path.name != "swagger.css"]  # names of a library
    styles = "\n".join(path.read_text() for path in ours)
    styles = re.sub(r"/\*.*?\*/", "", styles, flags=re.S)
    styled = set(re.findall(r"\.(-?[a-z][\w-]*)", styles))
    code = "\n".join(
        path.read_text()
        for folder in ("templates", "static", "kemitraan", "umkm", "investors", "partnerships")
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in {".html", ".py", ".js"}
    )
    # Words that a template works out ("tone-{{ ... }}", "is-{{ ... }}") and those of Django's own form widgets.
    worked_out = {
        "tone-good",
        "tone-warn",
        "tone-bad",
        "tone-info",
        "tone-neutral",
        "is-danger",
        "errorlist",
    }
    unused = {
        word for word in styled - worked_out if not re.search(rf"\b{re.escape(word)}\b", code)
    }
    assert not unused


@pytest.mark.parametrize("path", SITE, ids=name)
def test_a_table_that_is_wider_than_the_screen_can_be_moved_by_keyboard(path):
    html = path.read_text()
    assert html.count('class="table-scroll"') == html.count('class="table-scroll" tabindex="0"')
