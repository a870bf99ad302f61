"""Every sentence that a user sees stands in the sources in Indonesian and in locale/en in English."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("kemitraan", "umkm", "investors", "partnerships")
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="There is no GNU gettext here.")
def test_every_sentence_has_its_english(tmp_path):
    for name in (*APPS, "templates", "locale", "locale_vendor"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-location", "--no-wrap"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / CATALOGUE).open("rb") as file:
        catalogue = read_po(file)
    assert len(catalogue) > 1000
    without = [
        message.id
        for message in catalogue
        if message.id and (message.fuzzy or not all(_plurals(message.string)))
    ]
    assert without == []


def _plurals(translation) -> tuple[str, ...]:
    return translation if isinstance(translation, tuple) else (translation,)


def test_no_sentence_hides_in_an_f_string():
    """xgettext does not look into them: their sentences would never be translated."""
    hidden = []
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for text in ast.walk(ast.parse(path.read_text())):
            if isinstance(text, ast.JoinedStr):
                hidden += [
                    f"{path.relative_to(ROOT)}:{call.lineno}"
                    for call in ast.walk(text)
                    if isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Name)
                    and call.func.id in {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
                ]
    assert hidden == []
