"""Documents as PDF: one renderer and one visual language (templates/documents/page.typ) for all of them.

A template is a Typst file of ours below templates/. What people typed reaches it as JSON and is never read as markup; words of
our own come with the data too, translated, so that a template holds none. Same data, same bytes: no clock, no system font.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
_PAGE = "documents/page.typ"
#: Kept readable for decades (ISO 19005), and by screen readers (ISO 14289).
_STANDARDS = ["a-2a", "ua-1"]


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Those within the wheel alone: a document looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """A tagged PDF of templates/<template> with this data (JSON), which names at least what page.typ shows on every
    page: title, day (ISO), portal, kind, footer, page_of ("Halaman {page} dari {pages}").

    `pictures` are files that the data refers to: {"photo-1.jpg": bytes}. The template sees them and nothing else of the disk.
    """
    given = json.dumps({**data, "language": language}, ensure_ascii=False, sort_keys=True)
    with TemporaryDirectory(prefix="document-") as folder:
        room = Path(folder)
        for name in (template, _PAGE):
            place = room / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes((TEMPLATES / name).read_bytes())
        for name, content in (pictures or {}).items():
            (room / name).write_bytes(content)
        try:
            return _compile(room, template, given, _STANDARDS)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
            # An emoji or a script without a font must not stop a document: then it only misses the seal of the standards.
            return _compile(room, template, given, [])


def _compile(room: Path, template: str, given: str, standards: list[str]) -> bytes:
    return typst.compile(
        room / template,
        root=room,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": given},
        pdf_standards=standards,
        timestamp=0,  # the day that a document states is part of its data
        format="pdf",
    )
